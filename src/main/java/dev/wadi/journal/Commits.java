package dev.wadi.journal;

import java.io.Closeable;
import java.io.IOException;
import java.util.List;

/** Where a reader's commits are kept. */
interface Commits extends Closeable {

    /** The commits that were found at the opening, the newest first. */
    List<Commit> found();

    void append(Commit commit) throws IOException;

    /** Forces the commits to disk; the journal and the sinks were forced up to this one before. */
    void force(Commit last) throws IOException;

    /** Keeps none: for a reader that is not to go on where it stopped. */
    static Commits none() {
        return new Commits() {
            @Override
            public List<Commit> found() {
                return List.of();
            }

            @Override
            public void append(Commit commit) {}

            @Override
            public void force(Commit last) {}

            @Override
            public void close() {}
        };
    }
}
