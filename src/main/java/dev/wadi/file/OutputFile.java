package dev.wadi.file;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.function.BooleanSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A file that grows as {@code NAME.part} and takes its name when it is whole. What is appended is written wholly or not
 * at all: where the disk is full or fails, what was begun is cut off again and tried anew until it succeeds, and that
 * waiting holds back whoever writes. Not thread-safe.
 */
final class OutputFile {

    private static final Logger LOG = LoggerFactory.getLogger(OutputFile.class);
    private static final long FIRST_PAUSE_MILLIS = 100;
    private static final long LAST_PAUSE_MILLIS = 5_000;

    private final Path path;
    private final Path part;
    private final BooleanSupplier stopping;
    private final FileChannel channel;
    private long length;
    private long records;

    /** Opens a new file; no file of that name, finished or open, may be there. */
    OutputFile(Path path, BooleanSupplier stopping) throws IOException {
        this.path = path.toAbsolutePath().normalize();
        this.part = this.path.resolveSibling(path.getFileName() + ".part");
        this.stopping = stopping;
        Files.createDirectories(this.path.getParent());
        this.channel = FileChannel.open(part, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
    }

    Path path() {
        return path;
    }

    long records() {
        return records;
    }

    long length() {
        return length;
    }

    /** Appends whole records. */
    void append(ByteBuffer bytes, int count) throws IOException {
        long pause = FIRST_PAUSE_MILLIS;
        int begin = bytes.position();
        while (true) {
            try {
                bytes.position(begin);
                long at = length;
                while (bytes.hasRemaining()) {
                    at += channel.write(bytes, at);
                }
                length = at;
                records += count;
                return;
            } catch (IOException failed) {
                LOG.error(
                        "Cannot write to {}: {}. Free the disk or mend its permissions; it is tried again until it works.",
                        part,
                        failed.getMessage());
                channel.truncate(length);
                if (stopping.getAsBoolean()) {
                    throw failed;
                }
                pause(pause);
                pause = Math.min(LAST_PAUSE_MILLIS, pause * 2);
            }
        }
    }

    private static void pause(long millis) throws IOException {
        try {
            Thread.sleep(millis);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted while waiting for the disk", e);
        }
    }

    /** Forces the file to disk and gives it its name. */
    void finish() throws IOException {
        channel.force(true);
        channel.close();
        Files.move(part, path, StandardCopyOption.ATOMIC_MOVE);
        try (FileChannel directory = FileChannel.open(path.getParent(), StandardOpenOption.READ)) {
            directory.force(true);
        }
    }
}
