package dev.wadi.journal;

import dev.wadi.disk.Gzip;
import dev.wadi.disk.Patience;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What becomes of a journal's finished segments, on a thread of its own: they are compressed, and deleted when they are
 * too old or too many, but never before every reader has committed past them.
 */
final class Archive implements Closeable {

    private static final Logger LOG = LoggerFactory.getLogger(Archive.class);

    private final Path directory;
    private final JournalSettings settings;
    private final ExecutorService thread;

    Archive(Path directory, JournalSettings settings) {
        this.directory = directory;
        this.settings = settings;
        this.thread = Executors.newSingleThreadExecutor(task -> {
            Thread made = new Thread(task, "journal-archive-" + directory.getFileName());
            made.setDaemon(true);
            return made;
        });
    }

    /** All segments but the last are finished. */
    void segmentFinished() {
        thread.execute(() -> {
            // on a full disk the one fails, and the other makes room
            attempt(this::compress);
            attempt(this::delete);
        });
    }

    private void attempt(Patience.Attempt attempt) {
        try {
            attempt.run();
        } catch (IOException e) {
            LOG.warn(
                    "Journal {}: a finished segment is left as it is: {}. It is tried again with the next one.",
                    directory,
                    e.getMessage());
        }
    }

    private List<Segment> finished() throws IOException {
        List<Segment> segments = Segment.of(directory);
        return segments.isEmpty() ? segments : segments.subList(0, segments.size() - 1);
    }

    private void compress() throws IOException {
        if (!settings.compress()) {
            return;
        }
        for (Segment segment : finished()) {
            if (!segment.isCompressed() && !thread.isShutdown()) {
                Gzip.replace(segment.path(), segment.compressed());
            }
        }
    }

    private void delete() throws IOException {
        if (settings.retainTime() == null && settings.retainBytes() == 0) {
            return;
        }
        long committed = CommitLog.leastCommitted(directory);
        List<Segment> all = Segment.of(directory);
        long bytes = 0;
        for (Segment segment : all) {
            bytes += Files.size(segment.path());
        }
        for (int i = 0; i + 1 < all.size(); i++) {
            Path path = all.get(i).path();
            boolean tooOld = settings.retainTime() != null
                    && Files.getLastModifiedTime(path)
                            .toInstant()
                            .isBefore(Instant.now().minus(settings.retainTime()));
            boolean tooMany = settings.retainBytes() > 0 && bytes > settings.retainBytes();
            if (!(tooOld || tooMany) || committed < all.get(i + 1).first() - 1) {
                return;
            }
            bytes -= Files.size(path);
            Files.delete(path);
        }
    }

    /** Waits for the segment at hand, at most a second; what is left is done after the next start. */
    @Override
    public void close() {
        thread.shutdown();
        try {
            if (!thread.awaitTermination(1, TimeUnit.SECONDS)) {
                thread.shutdownNow();
            }
        } catch (InterruptedException e) {
            thread.shutdownNow();
            Thread.currentThread().interrupt();
        }
    }
}
