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

    // half of it, for what the operating system takes to wake a thread
    private static final long FLUSH_NANOS = FLUSH_MILLIS * 500_000L;
    private static final long SILENCE_NANOS = 1_000_000_000L;
    private static final long TICK_NANOS = 60_000_000_000L;
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
    private long received;
    private long ticked;
    private long gatheredSince;
    private long flushedAt;
    private long forcedAt = System.nanoTime();
    private boolean asleep;
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
            ticked = recovered.ticked();
            segment = recovered.last() == null
                    ? new AppendFile(Segment.path(directory, next), 0, patience)
                    : new AppendFile(recovered.last().path(), recovered.length(), patience);
        } catch (IOException failed) {
            lock.close();
            throw failed;
        }
        segmentSince = System.nanoTime();
        doorbell.ring(next - 1, false);
        archive = new Archive(directory, settings);
        archive.segmentFinished();
        clock = new Thread(this::tick, "journal-" + directory.getFileName());
        clock.setDaemon(true);
        clock.start();
    }

    /**
     * Appends a frame. One that was received before the last tick was noted counts as received then, since files that were
     * over by that time may be finished.
     *
     * @param more whether the next frame waits already, so that writing can wait for it
     * @return its position
     */
    synchronized long append(long receivedNanos, int connection, Kind kind, Object payload, String reason, boolean more)
            throws IOException {
        if (closed) {
            throw new IOException("The journal " + directory + " is closed.");
        }
        received = Math.max(receivedNanos, ticked);
        byte[] bytes = line.of(next, received, connection, kind, payload, reason);
        if (gathered.remaining() < bytes.length) {
            flush();
            if (gathered.capacity() < bytes.length) {
                gathered = ByteBuffer.allocate(bytes.length);
            }
        }
        if (gathered.position() == 0) {
            gatheredSince = System.nanoTime();
        }
        gathered.put(bytes);
        stopped = kind == Kind.STOP;
        next++;
        if (!more || gathered.position() >= FLUSH_BYTES) {
            flush();
        } else if (asleep) {
            asleep = false;
            notifyAll();
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
        flushedAt = System.nanoTime();
        doorbell.ring(next - 1, stopped);
        if (segment.length() >= settings.segmentBytes()
                || flushedAt - segmentSince >= settings.segmentTime().toNanos()) {
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

    /** The journal's own clock: bounds how long lines are gathered, forces what was written to disk, notes silence. */
    private void tick() {
        try {
            while (true) {
                AppendFile force;
                synchronized (this) {
                    asleep = gathered.position() == 0;
                    wait(pauseMillis());
                    asleep = false;
                    if (closed) {
                        return;
                    }
                    if (gathered.position() > 0 && System.nanoTime() - gatheredSince >= FLUSH_NANOS) {
                        flush();
                    }
                    noteSilence();
                    force = isForceDue() ? segment : null;
                }
                if (force != null) {
                    force.force();
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (IOException failed) {
            LOG.debug("The journal {} ends: {}", directory, failed.getMessage());
        }
    }

    /** How long until there is something to do; where nothing is gathered yet, {@link #append} ends the pause. */
    private long pauseMillis() {
        long nanos = SILENCE_NANOS;
        if (gathered.position() > 0) {
            nanos = gatheredSince + FLUSH_NANOS - System.nanoTime();
        } else if (unforced) {
            nanos = Math.min(nanos, forcedAt + settings.syncInterval().toNanos() - System.nanoTime());
        }
        return Math.max(1, nanos / 1_000_000);
    }

    private boolean isForceDue() {
        if (!unforced || System.nanoTime() - forcedAt < settings.syncInterval().toNanos()) {
            return false;
        }
        unforced = false;
        forcedAt = System.nanoTime();
        return true;
    }

    /**
     * Where nothing comes, appends a tick each minute, so that it stands in the journal that time has passed. Its time is
     * counted on from the last receive time: a journal of the past stays there.
     */
    private void noteSilence() throws IOException {
        long silence = System.nanoTime() - flushedAt;
        long now = received + silence;
        if (received > 0
                && !stopped
                && gathered.position() == 0
                && silence >= SILENCE_NANOS
                && now / TICK_NANOS > received / TICK_NANOS) {
            append(now, 0, Kind.TICK, "{}", null, false);
            ticked = now;
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
