package dev.wadi.feed;

import java.time.Instant;

/** What a feed's connection is doing and has done since its route started. Thread-safe. */
public final class FeedStatus {

    private volatile Instant firstOpened;
    private volatile Instant lastData;
    private volatile boolean open;
    private volatile int connections;
    private volatile long frames;
    private volatile String problem;

    void opened(int number) {
        connections = number;
        open = true;
        if (firstOpened == null) {
            firstOpened = Instant.now();
        }
    }

    void received(Instant at, long count) {
        lastData = at;
        frames = count;
        problem = null;
    }

    void closed(String why) {
        open = false;
        problem = why;
    }

    void stopped() {
        open = false;
    }

    /** When the first connection opened; null before. */
    public Instant firstOpened() {
        return firstOpened;
    }

    /** When the last message came; null before the first. */
    public Instant lastData() {
        return lastData;
    }

    public boolean isOpen() {
        return open;
    }

    /** How many connections have opened. */
    public int connections() {
        return connections;
    }

    /** How many messages have come. */
    public long frames() {
        return frames;
    }

    /** Why there is no data now, as a sentence; null while data flows. */
    public String problem() {
        return problem;
    }
}
