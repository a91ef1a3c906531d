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

        /** No data has come for the stall timeout. */
        void stalled();

        /** A ping was not answered in time, nor did anything else come. */
        void unanswered();
    }

    private static final long NONE = -1;
    /** How often it is looked, within a timeout, whether it has passed. */
    private static final int LOOKS = 16;

    private final Vertx vertx;
    private final Conversation conversation;
    private final Intake intake;
    private final Watched watched;
    private final Silence noData = new Silence();
    private final Silence noSign = new Silence();
    private long stallTimer = NONE;
    private long pingTimer = NONE;
    private long pongTimer = NONE;
    private long keepAliveTimer = NONE;

    Liveness(Vertx vertx, Conversation conversation, Intake intake, Watched watched) {
        this.vertx = vertx;
        this.conversation = conversation;
        this.intake = intake;
        this.watched = watched;
    }

    void start() {
        noData.begin();
        stallTimer = each(conversation.getStallTimeout(), this::watchForStall);
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
        noData.end();
    }

    /** Something has come, of whatever kind. */
    void heard() {
        noSign.end();
    }

    /** A ping was answered. */
    void pong() {
        if (pongTimer != NONE) {
            vertx.cancelTimer(pongTimer);
            pongTimer = NONE;
        }
    }

    private void ping() {
        if (pongTimer == NONE && !intake.isShut()) {
            watched.ping();
            noSign.begin();
            pongTimer = each(conversation.getPongTimeout(), this::watchForPong);
        }
    }

    private void watchForPong() {
        if (intake.isShut()) {
            noSign.begin();
        } else if (noSign.hasLasted(conversation.getPongTimeout())) {
            stop();
            watched.unanswered();
        }
    }

    private void watchForStall() {
        if (intake.isHeldBack()) {
            noData.begin();
        } else if (noData.hasLasted(conversation.getStallTimeout())) {
            stop();
            watched.stalled();
        }
    }

    /** A timer that looks often enough to find out soon after the timeout. */
    private long each(Duration timeout, Runnable look) {
        return vertx.setPeriodic(Math.max(1, timeout.toMillis() / LOOKS), now -> look.run());
    }

    /**
     * For how long something has not come. When it comes is only noticed at the next look: it would cost a tenth of the rate to
     * read the clock for each frame.
     */
    private static final class Silence {

        private long since;
        private boolean over;

        void begin() {
            since = System.nanoTime();
            over = false;
        }

        void end() {
            over = true;
        }

        boolean hasLasted(Duration timeout) {
            if (over) {
                begin();
            }
            return System.nanoTime() - since >= timeout.toNanos();
        }
    }
}
