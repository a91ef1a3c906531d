package dev.wadi.testing;

import java.io.IOException;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;

/** Sends the numbered trades of {@link Kept} at an even rate, to one client after another, and remembers when it sent which. */
public final class TradeServer implements AutoCloseable {

    private static final int TICK_MILLIS = 5;

    private final FrameServer server;
    private final AtomicLong next = new AtomicLong();
    private final ConcurrentSkipListMap<Long, Long> sentBy = new ConcurrentSkipListMap<>();
    private volatile long openedAt;
    private volatile boolean silent;

    /** @param perSecond frames to send in a second */
    public TradeServer(int perSecond) throws IOException {
        server = new FrameServer(peer -> {
            peer.open();
            peer.flush();
            openedAt = System.nanoTime();
            long due = openedAt;
            while (!silent) {
                for (int i = 0; i < perSecond * TICK_MILLIS / 1000; i++) {
                    peer.text(Kept.trade(next.getAndIncrement()));
                }
                peer.flush();
                sentBy.put(System.nanoTime(), next.get());
                due += TICK_MILLIS * 1_000_000L;
                LockSupport.parkNanos(due - System.nanoTime());
            }
            peer.awaitClose();
        });
    }

    public String url() {
        return server.url("/");
    }

    /** How many trades were sent. */
    public long sent() {
        return next.get();
    }

    /** How many trades were sent by this time, of {@link System#nanoTime()}. */
    public long sentBy(long nanos) {
        return sentBy.floorEntry(nanos) == null ? 0 : sentBy.floorEntry(nanos).getValue();
    }

    /** How many connections there were. */
    public int connections() {
        return server.requests().size();
    }

    /** When the last connection was opened, of {@link System#nanoTime()}. */
    public long openedAt() {
        return openedAt;
    }

    /** Cuts the clients off, without a close frame. */
    public void cut() throws IOException {
        server.cut();
    }

    /** From now on nothing more is sent. */
    public void fallSilent() {
        silent = true;
    }

    @Override
    public void close() throws IOException {
        silent = true;
        server.close();
    }
}
