package dev.wadi.feed;

import dev.wadi.frame.Frame;
import java.util.ArrayList;
import java.util.List;

/**
 * The frames between the socket's thread and the route's, in order. Bounded: when it is full the socket is paused, and
 * TCP holds the sender back; nothing is dropped. The bound may be passed by what the socket had read by then.
 */
final class FrameQueue {

    /** What is held back while the queue is full. */
    interface Source {
        void pause();

        /**
         * Lets it go on.
         *
         * @param pausedNanos for how long it was paused
         */
        void resume(long pausedNanos);
    }

    private final int maxFrames;
    private final long maxBytes;
    private List<Frame> frames = new ArrayList<>();
    private long bytes;
    private Source paused;
    private long pausedSince;
    private long pausedNanos;
    private boolean closed;

    FrameQueue(int maxFrames, long maxBytes) {
        this.maxFrames = maxFrames;
        this.maxBytes = maxBytes;
    }

    /** Adds a frame of that many bytes; pauses the source, if there is one, where that fills the queue. */
    synchronized void add(Frame frame, int size, Source source) {
        if (frames.isEmpty()) {
            notifyAll();
        }
        frames.add(frame);
        bytes += size;
        if (paused == null && source != null && (frames.size() >= maxFrames || bytes >= maxBytes)) {
            paused = source;
            pausedSince = System.nanoTime();
            source.pause();
        }
    }

    /**
     * Waits for frames and takes all there are.
     *
     * @return null when the queue is closed and empty
     */
    synchronized List<Frame> take() throws InterruptedException {
        while (frames.isEmpty() && !closed) {
            wait();
        }
        if (frames.isEmpty()) {
            return null;
        }
        List<Frame> taken = frames;
        frames = new ArrayList<>(Math.min(taken.size(), maxFrames));
        bytes = 0;
        return taken;
    }

    /** What was taken is done: a paused source may go on. */
    synchronized void done() {
        if (paused != null && frames.size() < maxFrames && bytes < maxBytes) {
            Source source = paused;
            paused = null;
            long nanos = System.nanoTime() - pausedSince;
            pausedNanos += nanos;
            source.resume(nanos);
        }
    }

    /** No more frames will be added; {@link #take()} gives out what is left. */
    synchronized void close() {
        closed = true;
        notifyAll();
    }

    /** For how long sources were paused, in nanoseconds. */
    synchronized long pausedNanos() {
        return pausedNanos + (paused == null ? 0 : System.nanoTime() - pausedSince);
    }
}
