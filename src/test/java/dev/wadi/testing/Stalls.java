package dev.wadi.testing;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.locks.LockSupport;

/**
 * Watches how the machine itself is held up, by others that use it: how late a thread that wants to write a byte every few
 * milliseconds gets to do it, and for how long somebody waited for a processor, as Linux counts it. A bound on a delay of
 * the program says nothing of the program where the machine was late as well.
 */
public final class Stalls implements AutoCloseable {

    private static final long EVERY_NANOS = 5_000_000;
    private static final Path PRESSURE = Path.of("/proc/pressure/cpu");

    private record Look(long lateNanos, long waitedMicros) {}

    private final ConcurrentSkipListMap<Long, Look> looks = new ConcurrentSkipListMap<>();
    private final FileChannel file;
    private final Thread thread;
    private volatile boolean closed;

    /** @param directory on the disk that is watched */
    public Stalls(Path directory) throws IOException {
        file = FileChannel.open(
                directory.resolve("stalls"),
                StandardOpenOption.CREATE,
                StandardOpenOption.WRITE,
                StandardOpenOption.DELETE_ON_CLOSE);
        thread = new Thread(this::watch, "stalls");
        thread.setDaemon(true);
        thread.start();
    }

    private void watch() {
        try {
            while (!closed) {
                long begin = System.nanoTime();
                LockSupport.parkNanos(EVERY_NANOS);
                file.write(ByteBuffer.wrap(new byte[] {'x'}), 0);
                long now = System.nanoTime();
                looks.put(now, new Look(now - begin - EVERY_NANOS, waitedMicros()));
            }
        } catch (IOException closing) {
            closed = true;
        }
    }

    /** For how long, since the machine was started, somebody waited for a processor; 0 where it is not counted. */
    private static long waitedMicros() throws IOException {
        if (!Files.exists(PRESSURE)) {
            return 0;
        }
        String some = Files.readAllLines(PRESSURE).get(0);
        return Long.parseLong(some.substring(some.lastIndexOf('=') + 1));
    }

    /**
     * What held the machine up between these times of {@link System#nanoTime()}, as half a sentence; null where it was
     * never late by more than the tolerated time and somebody waited for less than half of the time.
     */
    public String between(long from, long to, Duration tolerated) {
        var seen = looks.subMap(from, to);
        if (seen.isEmpty()) {
            return "it was not looked at";
        }
        long late = seen.values().stream().mapToLong(Look::lateNanos).max().orElseThrow();
        if (late > tolerated.toNanos()) {
            return "a thread woke %d ms late".formatted(late / 1_000_000);
        }
        long waited = seen.lastEntry().getValue().waitedMicros()
                - seen.firstEntry().getValue().waitedMicros();
        long share = waited * 100_000 / Math.max(1, seen.lastKey() - seen.firstKey());
        return share > 50 ? "somebody waited for a processor for %d %% of the time".formatted(share) : null;
    }

    @Override
    public void close() throws IOException {
        closed = true;
        file.close();
    }
}
