package dev.wadi.feed;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.LongSupplier;

/** What a feed's connection is doing and has done since its route started. Written by one thread, read by any. */
public final class FeedStatus {

    /** What the connection is doing. */
    public enum State {
        /** The route does not run. */
        STOPPED,
        /** A connection is being opened, or is waited for. */
        CONNECTING,
        OPEN,
        /** It has given up: {@code maxAttempts} connections brought no data. */
        FAILED
    }

    private volatile State state = State.STOPPED;
    private volatile Instant firstOpened;
    private volatile Instant lastData;
    private volatile int connections;
    private volatile int attempt;
    private volatile long frames;
    private volatile String problem;
    private volatile LongSupplier pausedNanos = () -> 0;

    void started() {
        state = State.CONNECTING;
        problem = null;
    }

    void queue(FrameQueue queue) {
        pausedNanos = queue::pausedNanos;
    }

    void connecting(int number) {
        attempt = number;
    }

    @SuppressWarnings("NonAtomicVolatileUpdate") // one thread writes
    void opened() {
        connections++;
        state = State.OPEN;
        if (firstOpened == null) {
            firstOpened = Instant.now();
        }
    }

    @SuppressWarnings("NonAtomicVolatileUpdate") // one thread writes
    void received(Instant at, boolean data) {
        frames++;
        if (data) {
            lastData = at;
            // read before written: this is done with every frame
            if (attempt != 0) {
                attempt = 0;
            }
            if (problem != null) {
                problem = null;
            }
        }
    }

    void closed(String why) {
        state = State.CONNECTING;
        problem = why;
    }

    void failed(String why) {
        state = State.FAILED;
        problem = why;
    }

    void stopped() {
        state = State.STOPPED;
    }

    public State state() {
        return state;
    }

    /** When the first connection opened; null before. */
    public Instant firstOpened() {
        return firstOpened;
    }

    /** When data came last; null before the first. */
    public Instant lastData() {
        return lastData;
    }

    /** How many connections have opened. */
    public int connections() {
        return connections;
    }

    /** How many connections were tried since data came last. */
    public int attempts() {
        return attempt;
    }

    /** How many messages have come. */
    public long frames() {
        return frames;
    }

    /** For how long the route held the connection back, in milliseconds. */
    public long pausedMillis() {
        return pausedNanos.getAsLong() / 1_000_000;
    }

    /** Why there is no data now, as a sentence; null while data flows or is waited for on the first connection. */
    public String problem() {
        return problem;
    }

    /** The above by their names, for a health check. */
    Map<String, Object> details() {
        Map<String, Object> details = new LinkedHashMap<>();
        details.put("state", state.name());
        details.put("lastData", String.valueOf(lastData));
        details.put("attempts", attempt);
        details.put("connections", connections);
        details.put("frames", frames);
        details.put("pausedMillis", pausedMillis());
        return details;
    }
}
