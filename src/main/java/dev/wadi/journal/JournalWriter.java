package dev.wadi.journal;

import dev.wadi.disk.AppendFile;
import dev.wadi.disk.Patience;
import dev.wadi.disk.ProcessLock;
import dev.wadi.frame.Kind;
import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Appends frames to a journal; the only one that does. Lines are gathered while more frames wait, and written to the
 * operating system at once when none does, at the latest after {@value #FLUSH_MILLIS} ms or {@value #FLUSH_BYTES} bytes.
 * While the disk takes nothing, {@link #append} waits. Thread-safe.
 */
final class JournalWriter implements Closeable {

    static final int FLUSH_BYTES = 1 << 16;
    static final int FLUSH_MILLIS = 10;

    private static final Logger LOG = LoggerFactory.getLogger(JournalWriter.class);

    private final Path directory;
    private final JournalSettings settings;
    private final Doorbell doorbell;
    private final Patience patience;
    private final Archive archive;
    private final ProcessLock lock;
    private final FrameLine line = new FrameLine();
    private final Thread clock;
    private ByteBuffer gathered = ByteBuffer.allocate(FLUSH_BYTES * 2);
    private AppendFile segment;
    private long segmentSince;
    private long next;
    private boolean stopped;
    private boolean unforced;
    private boolean closed;

    /**
     * Opens the journal, made where it is missing, and makes it whole.
     *
     * @throws IOException if another process writes it
     */
    JournalWriter(Path directory, JournalSettings settings, Doorbell doorbell, Patience patience) throws IOException {
        this.directory = directory;
        this.settings = settings;
        this.doorbell = doorbell;
        this.patience = patience;
        Files.createDirectories(directory);
        this.lock = ProcessLock.take(directory.resolve("lock"), "The journal " + directory);
        try {
            Recovery recovered = Recovery.of(directory);
            next = recovered.next();
            segment = recovered.last() == null
                    ? new AppendFile(Segment.path(directory, next), 0, patience)
                    : new AppendFile(recovered.last().path(), recovered.length(), patience);
        } catch (IOException failed) {
            lock.close();
            throw failed;
        }
        segmentSince = System.nanoTime();
        doorbell.ring(next - 1, false);
        archive = new Archive(directory, settings, patience);
        archive.segmentFinished();
        clock = new Thread(this::tick, "journal-" + directory.getFileName());
        clock.setDaemon(true);
        clock.start();
    }

    /**
     * Appends a frame.
     *
     * @param more whether the next frame waits already, so that writing can wait for it
     * @return its position
     */
    synchronized long append(long receivedNanos, int connection, Kind kind, Object payload, String reason, boolean more)
            throws IOException {
        if (closed) {
            throw new IOException("The journal " + directory + " is closed.");
        }
        byte[] bytes = line.of(next, receivedNanos, connection, kind, payload, reason);
        if (gathered.remaining() < bytes.length) {
            flush();
            if (gathered.capacity() < bytes.length) {
                gathered = ByteBuffer.allocate(bytes.length);
            }
        }
        gathered.put(bytes);
        stopped = kind == Kind.STOP;
        next++;
        if (!more || gathered.position() >= FLUSH_BYTES) {
            flush();
        }
        return next - 1;
    }

    /** Hands what is gathered to the operating system. */
    private void flush() throws IOException {
        if (gathered.position() == 0) {
            return;
        }
        segment.append(gathered.flip());
        gathered = gathered.capacity() > FLUSH_BYTES * 2 ? ByteBuffer.allocate(FLUSH_BYTES * 2) : gathered.clear();
        unforced = true;
        doorbell.ring(next - 1, stopped);
        if (segment.length() >= settings.segmentBytes()
                || System.nanoTime() - segmentSince >= settings.segmentTime().toNanos()) {
            roll();
        }
    }

    private void roll() throws IOException {
        segment.force();
        segment.close();
        segment = new AppendFile(Segment.path(directory, next), 0, patience);
        segmentSince = System.nanoTime();
        archive.segmentFinished();
    }

    /** The journal's own clock: bounds how long lines are gathered, and forces what was written to disk. */
    private void tick() {
        long forced = System.nanoTime();
        try {
            while (true) {
                AppendFile force = null;
                synchronized (this) {
                    if (closed) {
                        return;
                    }
                    wait(
                            unforced
                                    ? FLUSH_MILLIS / 2
                                    : Math.min(settings.syncInterval().toMillis(), FLUSH_MILLIS * 5));
                    flush();
                    if (unforced
                            && System.nanoTime() - forced
                                    >= settings.syncInterval().toNanos()) {
                        unforced = false;
                        force = segment;
                    }
                }
                if (force != null) {
                    force.force();
                    forced = System.nanoTime();
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (IOException failed) {
            LOG.debug("The journal {} ends: {}", directory, failed.getMessage());
        }
    }

    /** Writes what is gathered and forces it to disk. */
    @Override
    public void close() throws IOException {
        synchronized (this) {
            if (closed) {
                return;
            }
            closed = true;
            notifyAll();
        }
        try {
            synchronized (this) {
                flush();
                segment.force();
            }
        } finally {
            segment.close();
            archive.close();
            lock.close();
        }
    }
}
