package dev.wadi.journal;

/** Tells the readers of a journal in the same process that frames were written. Thread-safe. */
final class Doorbell {

    private long end;
    private boolean ended;
    private long rings;

    /**
     * Frames up to this position are written.
     *
     * @param stopped whether the last of them is the orderly end of the recording
     */
    synchronized void ring(long position, boolean stopped) {
        end = position;
        ended = stopped;
        wake();
    }

    /** Ends all waiting. */
    synchronized void wake() {
        rings++;
        notifyAll();
    }

    /** Waits for the frame at this position to be written, at most so long, and not beyond the next ring. */
    synchronized void await(long position, long millis) throws InterruptedException {
        long until = System.nanoTime() + millis * 1_000_000;
        long heard = rings;
        while (end < position && rings == heard) {
            long left = (until - System.nanoTime()) / 1_000_000;
            if (left <= 0) {
                return;
            }
            wait(left);
        }
    }

    /** Position of the last written frame, 0 where nothing was written in this process. */
    synchronized long end() {
        return end;
    }

    /** Whether the recording has ended in order and nothing was written since. */
    synchronized boolean isEnded() {
        return ended;
    }
}
