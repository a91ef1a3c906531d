package dev.wadi.feed;

import dev.wadi.feed.Payloads.Message;
import dev.wadi.frame.Frame;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The frames between the sockets' thread and the route's, numbered in the order they came. Bounded: while it is full,
 * whatever fills it is held back, and TCP holds the sender back; nothing is dropped. The bound counts what the route has
 * taken but not done, and may be passed by what a socket had read by then.
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
    private final Map<Source, Long> pausedSince = new LinkedHashMap<>();
    private volatile boolean holdsBack;
    private List<Frame> frames = new ArrayList<>();
    private int heldFrames;
    private long heldBytes;
    private long position;
    private long pausedNanos;
    private boolean closed;
    /** What is done and not settled; the route's thread alone. */
    private int doneFrames;

    private long doneBytes;

    FrameQueue(int maxFrames, long maxBytes) {
        this.maxFrames = maxFrames;
        this.maxBytes = maxBytes;
    }

    /** Takes frames, and goes on with the numbers where it had been closed. */
    synchronized void open() {
        closed = false;
    }

    /**
     * Adds a message; pauses its source, if there is one, where that fills the queue.
     *
     * @return false where the queue is closed and takes none
     */
    synchronized boolean add(Message message, Instant at, int connection, Source source) {
        if (closed) {
            return false;
        }
        if (frames.isEmpty()) {
            notifyAll();
        }
        position++;
        frames.add(new Frame(
                position,
                position - 1,
                1,
                connection,
                Frame.nanos(at),
                message.kind(),
                message.payload(),
                message.reason()));
        heldFrames++;
        heldBytes += size(message.payload());
        if (source != null
                && (heldFrames >= maxFrames || heldBytes >= maxBytes)
                && pausedSince.putIfAbsent(source, System.nanoTime()) == null) {
            holdsBack = true;
            source.pause();
        }
        return true;
    }

    private static int size(Object payload) {
        return payload instanceof String text ? text.length() : ((byte[]) payload).length;
    }

    /**
     * Waits for frames and takes all there are.
     *
     * @return null when the queue is closed and empty
     */
    synchronized List<Frame> take() throws InterruptedException {
        settle();
        while (frames.isEmpty() && !closed) {
            wait();
        }
        if (frames.isEmpty()) {
            return null;
        }
        List<Frame> taken = frames;
        frames = new ArrayList<>(Math.min(taken.size(), maxFrames));
        return taken;
    }

    /** A frame that was taken is done. Where that makes room, what is held back goes on. */
    void done(Frame frame) {
        doneFrames++;
        doneBytes += size(frame.payload());
        // not with every frame: an eighth must be free before what is held back goes on
        if (holdsBack && (doneFrames >= maxFrames / 8 || doneBytes >= maxBytes / 8)) {
            settle();
        }
    }

    private synchronized void settle() {
        heldFrames -= doneFrames;
        heldBytes -= doneBytes;
        doneFrames = 0;
        doneBytes = 0;
        // an eighth free, so that it does not stop and go with every frame
        if (holdsBack && heldFrames <= maxFrames / 8L * 7 && heldBytes <= maxBytes / 8 * 7) {
            holdsBack = false;
            pausedSince.forEach((source, since) -> {
                long nanos = System.nanoTime() - since;
                pausedNanos += nanos;
                source.resume(nanos);
            });
            pausedSince.clear();
        }
    }

    /** No more frames will be added; {@link #take()} gives out what is left. */
    synchronized void close() {
        closed = true;
        notifyAll();
    }

    /** For how long sources were paused, in nanoseconds. */
    synchronized long pausedNanos() {
        long now = System.nanoTime();
        return pausedNanos
                + pausedSince.values().stream().mapToLong(since -> now - since).sum();
    }
}
