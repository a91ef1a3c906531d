package dev.wadi.journal;

import dev.wadi.frame.Frame;

/**
 * What becomes of frames that could not be written. They come again after a growing pause. Where the same frames have
 * failed {@value #TOGETHER} times, each comes alone, so that the others get through; one that has failed {@value #ALONE}
 * times alone is marked with the reason, to be turned away. A full disk does not count: the sink waits that out itself.
 */
final class Retry {

    private static final int TOGETHER = 3;
    private static final int ALONE = 3;
    private static final long FIRST_PAUSE_MILLIS = 100;
    private static final long LAST_PAUSE_MILLIS = 5_000;

    private long behind = -1;
    private long until;
    private int times;
    private boolean alone;
    private String reason = "";

    /**
     * The frames behind this position have failed.
     *
     * @param last position of the last of them
     * @return milliseconds to wait until they come again
     */
    long failed(long position, long last, Throwable cause) {
        if (position != behind) {
            behind = position;
            times = 0;
        }
        times++;
        until = Math.max(until, last);
        reason = cause.getMessage() == null ? cause.getClass().getSimpleName() : cause.getMessage();
        if (!alone && times >= TOGETHER) {
            alone = true;
            times = 0;
        }
        return Math.min(LAST_PAUSE_MILLIS, FIRST_PAUSE_MILLIS << Math.min(times, 10));
    }

    /** Position behind which the last failure was; -1 before any. */
    long failedAt() {
        return behind;
    }

    /** Whether the frame comes alone, without another in its batch. */
    boolean isAlone(long position) {
        if (position > until) {
            alone = false;
        }
        return alone;
    }

    /** The frame, with the reason to turn it away where it has failed often enough. */
    Frame mark(Frame frame) {
        boolean poisoned = isAlone(frame.position()) && times >= ALONE && frame.follows() == behind;
        return poisoned
                ? new Frame(
                        frame.position(),
                        frame.follows(),
                        frame.run(),
                        frame.connection(),
                        frame.receivedNanos(),
                        frame.kind(),
                        frame.payload(),
                        "could not be written: " + reason)
                : frame;
    }
}
