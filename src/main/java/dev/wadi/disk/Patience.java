package dev.wadi.disk;

import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Path;
import java.util.function.BooleanSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Waits out what goes wrong with files: a full disk, a directory that may not be written, an I/O error. The pause
 * between two attempts grows, and the waiting is what holds back whoever writes. Thread-safe.
 */
public final class Patience {

    private static final Logger LOG = LoggerFactory.getLogger(Patience.class);
    private static final long FIRST_PAUSE_MILLIS = 100;
    private static final long LAST_PAUSE_MILLIS = 5_000;

    /** Something that may fail, and leaves things as they were when it does. */
    public interface Attempt {
        void run() throws IOException;
    }

    private final BooleanSupplier stopping;
    private volatile String problem;

    /** @param stopping whether to give up at the next failure, since the program ends */
    public Patience(BooleanSupplier stopping) {
        this.stopping = stopping;
    }

    /**
     * Tries until it succeeds.
     *
     * @param what what is tried, for the log, such as {@code write to}
     * @throws IOException the failure, where the program ends or the thread is interrupted
     */
    public void insist(String what, Path file, Attempt attempt) throws IOException {
        long pause = FIRST_PAUSE_MILLIS;
        while (true) {
            try {
                attempt.run();
                if (pause > FIRST_PAUSE_MILLIS) {
                    problem = null;
                    LOG.warn("It goes on: could {} {} again.", what, file);
                }
                return;
            } catch (IOException failed) {
                problem = "Cannot " + what + " " + file + ": " + reason(failed)
                        + ". Free the disk or mend its permissions; it is tried again until it works, and nothing is lost by the waiting.";
                if (pause == FIRST_PAUSE_MILLIS) {
                    LOG.error(problem);
                }
                if (stopping.getAsBoolean()) {
                    throw failed;
                }
                pause(pause);
                pause = Math.min(LAST_PAUSE_MILLIS, pause * 2);
            }
        }
    }

    /** What cannot be done at the moment, and what to do, as sentences; null while all is well. */
    public String problem() {
        return problem;
    }

    private static String reason(IOException failed) {
        // the message of these is the file alone
        boolean bare = failed instanceof FileSystemException because && because.getReason() == null;
        return bare || failed.getMessage() == null ? failed.getClass().getSimpleName() : failed.getMessage();
    }

    private static void pause(long millis) throws IOException {
        try {
            Thread.sleep(millis);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted while waiting for the disk", e);
        }
    }
}
