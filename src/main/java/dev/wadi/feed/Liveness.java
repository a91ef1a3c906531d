package dev.wadi.feed;

import io.vertx.core.Vertx;
import java.time.Duration;

/**
 * Watches one connection, on its thread: asks for a sign of life, says what the server wants to hear, and finds out when
 * no data comes. While the route holds the connection back, nothing can come, and nothing is concluded. Whatever comes
 * is a sign of life, since a pong may stand behind much data.
 */
final class Liveness {

    /** The connection that is watched. */
    interface Watched {
        void ping();

        void send(String text);

        boolean isHeldBack();

        /** No data has come for the stall timeout. */
        void stalled();

        /** A ping was not answered in time, nor did anything else come. */
        void unanswered();
    }

    private static final long NONE = -1;

    private final Vertx vertx;
    private final Conversation conversation;
    private final Watched watched;
    private long stallTimer = NONE;
    private long pingTimer = NONE;
    private long pongTimer = NONE;
    private long keepAliveTimer = NONE;
    private long lastDataNanos;
    private long lastHeardNanos;

    Liveness(Vertx vertx, Conversation conversation, Watched watched) {
        this.vertx = vertx;
        this.conversation = conversation;
        this.watched = watched;
    }

    void start() {
        data();
        watchForStall();
        Duration interval = conversation.getPingInterval();
        if (!interval.isZero()) {
            pingTimer = vertx.setPeriodic(Math.max(1, interval.toMillis()), now -> ping());
        }
        if (conversation.getKeepAlive() != null) {
            keepAliveTimer = vertx.setPeriodic(
                    conversation.getKeepAliveInterval().toMillis(), now -> watched.send(conversation.getKeepAlive()));
        }
    }

    void stop() {
        for (long timer : new long[] {stallTimer, pingTimer, pongTimer, keepAliveTimer}) {
            if (timer != NONE) {
                vertx.cancelTimer(timer);
            }
        }
        stallTimer = pingTimer = pongTimer = keepAliveTimer = NONE;
    }

    /** Data has come. */
    void data() {
        lastDataNanos = System.nanoTime();
    }

    /** Something has come, of whatever kind. */
    void heard() {
        lastHeardNanos = System.nanoTime();
    }

    /** A ping was answered. */
    void pong() {
        if (pongTimer != NONE) {
            vertx.cancelTimer(pongTimer);
            pongTimer = NONE;
        }
    }

    private void ping() {
        if (pongTimer == NONE && !watched.isHeldBack()) {
            watched.ping();
            heard();
            awaitPong(conversation.getPongTimeout().toMillis());
        }
    }

    private void awaitPong(long wait) {
        pongTimer = vertx.setTimer(Math.max(1, wait), now -> {
            pongTimer = NONE;
            if (watched.isHeldBack()) {
                heard();
            }
            long silent = (System.nanoTime() - lastHeardNanos) / 1_000_000;
            long left = conversation.getPongTimeout().toMillis() - silent;
            if (left > 0) {
                awaitPong(left);
            } else {
                watched.unanswered();
            }
        });
    }

    private void watchForStall() {
        long silent = (System.nanoTime() - lastDataNanos) / 1_000_000;
        long wait = Math.max(1, conversation.getStallTimeout().toMillis() - silent);
        stallTimer = vertx.setTimer(wait, now -> {
            if (watched.isHeldBack()) {
                data();
            }
            if (System.nanoTime() - lastDataNanos
                    < conversation.getStallTimeout().toNanos()) {
                watchForStall();
            } else {
                stallTimer = NONE;
                watched.stalled();
            }
        });
    }
}
