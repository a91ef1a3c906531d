package dev.wadi.journal;

import dev.wadi.frame.Frame;
import dev.wadi.frame.Kind;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes the frames of a journal through a route, one after another, on one thread, until it is told to leave. What the
 * route could not write comes again, after a growing pause; see {@link Retry} for a frame that fails always.
 */
final class Pump implements Runnable {

    private static final Logger LOG = LoggerFactory.getLogger(Pump.class);
    private static final long POLL_MILLIS = 100;
    private static final long SETTLE_NANOS = 200_000_000;

    /** The most that is waited for a batch which has become large: it may have no interval. */
    private static final long BATCH_NANOS = 1_000_000_000;

    /** So many bytes of frames at most wait for their batch: its bound in frames says nothing of their size. */
    private static final long MOST_WAITING_BYTES = 32L << 20;

    private final Path journal;
    private final boolean events;
    private final Doorbell doorbell;
    private final JournalReader reader;
    private final Progress progress;
    private final Replay replay;
    private final Consumer<Frame> route;
    private final Retry retry = new Retry();
    private volatile boolean leaving;
    private volatile long drainUntil;
    private volatile boolean replayed;
    private volatile String problem;
    private long follows;
    private long settledAt;
    private long counted;
    private long waitingBytes;
    private Instant passed = Instant.EPOCH;

    /**
     * @param events whether the route gets the events too
     * @param replay what to read in place of the journal, or null
     * @param route processes a frame; when it returns the frame is done, or waits for its batch
     */
    Pump(
            Path journal,
            boolean events,
            Doorbell doorbell,
            JournalReader reader,
            Progress progress,
            Replay replay,
            Consumer<Frame> route) {
        this.journal = journal;
        this.events = events;
        this.doorbell = doorbell;
        this.reader = reader;
        this.progress = progress;
        this.replay = replay;
        this.route = route;
    }

    /** The next frame is the one behind this commit. */
    void goBehind(Commit commit) throws IOException {
        long behind = commit.position();
        if (replay != null && behind == 0) {
            behind = replay.first() - 1;
        }
        reader.seek(behind + 1, commit.runs());
        if (commit.position() > 0 && reader.next() > behind + 1) {
            LOG.error(
                    "Frames {} to {} of the journal {} are not there any more and were not cleaned; it goes on behind them.",
                    behind + 1,
                    reader.next() - 1,
                    journal);
        }
        follows = behind;
    }

    /** {@link #run()} may be entered, for the first time or again where it was left. */
    void enter() {
        leaving = false;
    }

    /** Ends {@link #run()}: where the recording has ended in order, when the rest is through or after this time; else now. */
    void leave(Duration drain) {
        drainUntil = System.nanoTime() + drain.toNanos();
        leaving = true;
        doorbell.wake();
    }

    boolean isLeaving() {
        return leaving;
    }

    /** Why it does not go on, as a sentence; null while all is well. */
    String problem() {
        return problem;
    }

    /** Whether the {@link Replay} is at its end. */
    boolean isReplayed() {
        return replayed;
    }

    @Override
    public void run() {
        try {
            while (!(leaving && isDone())) {
                if (progress.failure() != null) {
                    again();
                } else {
                    step();
                }
            }
            progress.settled();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (IOException | RuntimeException damaged) {
            problem = damaged.getMessage() == null ? damaged.toString() : damaged.getMessage();
            say("Cleaning of the journal " + journal + " has ended: " + problem);
        }
    }

    private boolean isDone() {
        boolean drained = reader.next() > doorbell.end() && progress.failure() == null;
        if (drained || !doorbell.isEnded()) {
            return true;
        }
        return System.nanoTime() > drainUntil;
    }

    private void step() throws IOException, InterruptedException {
        if (replayed || !reader.advance()) {
            atEnd();
            return;
        }
        if (reader.kind() == Kind.TICK) {
            passed = reader.frame(follows).received();
        }
        if (reader.kind().isEvent() && !events) {
            if (reader.kind() == Kind.STOP) {
                progress.setEnded();
            }
        } else {
            Frame frame = retry.mark(reader.frame(follows));
            if (replay != null && replay.isOver(frame)) {
                replayed = true;
                progress.setEnded();
            } else if (replay == null || !replay.isBefore(frame.received())) {
                deliver(frame);
            }
        }
    }

    private void atEnd() throws IOException, InterruptedException {
        progress.settled();
        if (replay == null) {
            progress.idle(passed);
        } else {
            replayed = true;
            progress.setEnded();
        }
        if (!leaving) {
            doorbell.await(reader.next(), POLL_MILLIS);
        }
    }

    private void deliver(Frame frame) throws InterruptedException {
        progress.delivering(frame.position(), frame.run() - 1);
        follows = frame.position();
        route.accept(frame);
        count();
        if (retry.isAlone(frame.position())) {
            awaitBatch(Long.MAX_VALUE);
        } else if (waitingBytes > MOST_WAITING_BYTES) {
            awaitBatch(System.nanoTime() + BATCH_NANOS);
        } else if (!progress.isGathered() && System.nanoTime() - settledAt > SETTLE_NANOS) {
            progress.settled();
            settledAt = System.nanoTime();
        }
        if (problem != null
                && progress.failure() == null
                && progress.committed().position() > retry.failedAt()) {
            problem = null;
        }
    }

    /** Counts what waits since the last commit. */
    private void count() {
        long committed = progress.committed().position();
        if (committed != counted) {
            counted = committed;
            waitingBytes = 0;
        }
        waitingBytes += reader.lineBytes();
    }

    /** Waits until the frame that was delivered last is written, or is not, by the aggregation's interval. */
    private void awaitBatch(long until) throws InterruptedException {
        while (!leaving && progress.isWaiting() && System.nanoTime() < until) {
            doorbell.await(Long.MAX_VALUE, 10);
        }
    }

    /** Whoever replays asks for the problem, and says it. */
    private void say(String sentence) {
        if (replay == null) {
            LOG.error(sentence);
        }
    }

    /** What was delivered behind the commit is not where it belongs: it comes again. */
    private void again() throws IOException, InterruptedException {
        Throwable cause = progress.failure();
        Commit commit = progress.committed();
        long pause = retry.failed(commit.position(), follows, cause);
        problem = "Frames " + (commit.position() + 1) + " to " + follows + " of the journal " + journal
                + " could not be written: " + cause + ". They come again until it works.";
        say(problem);
        if (leaving) {
            throw new IOException(problem, cause);
        }
        doorbell.await(Long.MAX_VALUE, pause);
        goBehind(progress.rewind());
    }
}
