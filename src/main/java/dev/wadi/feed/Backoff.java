package dev.wadi.feed;

import java.util.concurrent.ThreadLocalRandom;

/** How long to wait before the next connection: exponential with full jitter, from a first bound to a last one. */
final class Backoff {

    private final long firstMillis;
    private final long lastMillis;
    private long nextBound;

    Backoff(long firstMillis, long lastMillis) {
        this.firstMillis = firstMillis;
        this.lastMillis = Math.max(firstMillis, lastMillis);
        this.nextBound = firstMillis;
    }

    /** Milliseconds to wait now, at least 1; the bound doubles with each call. */
    long nextMillis() {
        long bound = nextBound;
        nextBound = bound > lastMillis / 2 ? lastMillis : bound * 2;
        return 1 + ThreadLocalRandom.current().nextLong(Math.max(1, bound));
    }

    /** Data has flowed: the next wait is a short one again. */
    void reset() {
        nextBound = firstMillis;
    }
}
