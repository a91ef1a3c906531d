package dev.wadi.file;

import java.nio.file.Path;

/**
 * Is told what a {@code rolling-file:} sink has written. Every one that the registry holds is called, on the route's
 * thread, in order; it must not block or throw.
 */
public interface BatchListener {

    /** The batch's rows and rejects are written. */
    void written(Batch batch);

    /**
     * A file is finished under its final name, or left open at a stop, under its open one.
     *
     * @param records how many rows, or rejects, it holds
     */
    default void closed(Path file, long records, long bytes) {}
}
