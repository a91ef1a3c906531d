package dev.wadi.feed;

import dev.wadi.feed.Payloads.Message;
import dev.wadi.frame.Frame;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The frames between the sockets' thread and the route's, numbered in the order they came. Bounded: while it is full,
 * whatever fills it is held back, and TCP holds the sender back; nothing is dropped. The bound counts what the route has
 * taken but not done, and may be passed by what a socket had read by then.
 *
 * <p>They are handed over in batches, for what costs the two threads most is to wait for each other's memory: a batch is
 * written by the one, then read by the other, and what both write is written once a batch by the second.
 */
final class FrameQueue {

    /** As many as stay in a processor's cache until they are worked on. */
    private static final int BATCH_FRAMES = 64;

    /** The size of a payload from which on a frame ends its batch. */
    private static final int LARGE_BYTES = 1 << 16;

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

    /** Frames that are handed over together. */
    static final class Batch {
        private final List<Frame> frames = new ArrayList<>(BATCH_FRAMES);
        private boolean full;
        private boolean last;
        private long bytes;

        /** The frames, in order, at least one. */
        List<Frame> frames() {
            return frames;
        }

        /** Whether nothing waited behind it when it was taken. */
        boolean isLast() {
            return last;
        }

        /**
         * Adds up the sizes. It is the taking thread that does, for the sake of looking at each frame: so it fetches all of them
         * at once from the other processor's cache, and does not wait for one after another when it works on them.
         */
        private void weigh() {
            for (Frame frame : frames) {
                bytes += size(frame.payload());
            }
        }
    }

    private final int maxFrames;
    private final long maxBytes;
    private final int batchFrames;
    private final Map<Source, Long> pausedSince = new LinkedHashMap<>();
    private final Deque<Batch> batches = new ArrayDeque<>();
    private Batch taken;
    private int heldFrames;
    private long heldBytes;
    private long position;
    private long pausedNanos;
    private boolean closed;

    FrameQueue(int maxFrames, long maxBytes) {
        this.maxFrames = maxFrames;
        this.maxBytes = maxBytes;
        this.batchFrames = Math.min(BATCH_FRAMES, maxFrames / 2);
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
        if (batches.isEmpty()) {
            notifyAll();
        }
        position++;
        Batch batch = batches.peekLast();
        if (batch == null || batch.full) {
            batch = new Batch();
            batches.add(batch);
        }
        batch.frames.add(new Frame(
                position,
                position - 1,
                1,
                connection,
                Frame.nanos(at),
                message.kind(),
                message.payload(),
                message.reason()));
        int bytes = size(message.payload());
        batch.full = batch.frames.size() >= batchFrames || bytes >= LARGE_BYTES;
        heldFrames++;
        heldBytes += bytes;
        if (source != null
                && (heldFrames >= maxFrames || heldBytes >= maxBytes)
                && pausedSince.putIfAbsent(source, System.nanoTime()) == null) {
            source.pause();
        }
        return true;
    }

    private static int size(Object payload) {
        return payload instanceof String text ? text.length() : ((byte[]) payload).length;
    }

    /**
     * Waits for frames and takes the first batch. The one that was taken before is done then; where that makes room, what
     * is held back goes on.
     *
     * @return null when the queue is closed and empty
     */
    Batch take() throws InterruptedException {
        Batch batch = poll();
        if (batch != null) {
            batch.weigh();
        }
        return batch;
    }

    private synchronized Batch poll() throws InterruptedException {
        release();
        while (batches.isEmpty() && !closed) {
            wait();
        }
        if (batches.isEmpty()) {
            return null;
        }
        taken = batches.poll();
        taken.last = batches.isEmpty();
        return taken;
    }

    private void release() {
        if (taken != null) {
            heldFrames -= taken.frames.size();
            heldBytes -= taken.bytes;
            taken = null;
        }
        // half must be free, so that it does not stop and go with every batch
        if (!pausedSince.isEmpty() && heldFrames <= maxFrames / 2 && heldBytes <= maxBytes / 2) {
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
