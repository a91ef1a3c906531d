package dev.wadi.journal;

import dev.wadi.frame.Reader;
import dev.wadi.frame.Sink;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * How far a reader has come, and what was written by then: commits both together. Batches are reported on the thread that
 * writes them; the rest is called by the reader's own thread. A sink is called with the lock held, so that what a sink
 * asks ({@link #isGoingBack()}, {@link #isEnded()}) takes none.
 */
final class Progress implements Reader {

    private static final Logger LOG = LoggerFactory.getLogger(Progress.class);

    private final Path journal;
    private final Commits log;
    private final List<Sink> sinks;
    private final Duration syncInterval;
    private volatile Commit committed = Commit.NONE;
    private long delivering;
    private int deliveringRuns;
    private volatile long gathered;
    private int gatheredRuns;
    private long lastForced = System.nanoTime();
    private boolean unforced;
    private volatile Throwable failure;
    private volatile boolean ended;

    Progress(Path journal, Commits log, List<Sink> sinks, Duration syncInterval) {
        this.journal = journal;
        this.log = log;
        this.sinks = sinks;
        this.syncInterval = syncInterval;
    }

    /**
     * Takes the newest commit that the journal and the sinks bear out, and brings the sinks back to it.
     *
     * @param end position of the journal's last frame
     */
    synchronized Commit recover(long end) throws IOException {
        List<Commit> found = log.found();
        Commit chosen = found.stream()
                .filter(commit -> commit.position() <= end && isBorneOut(commit))
                .findFirst()
                .orElse(Commit.NONE);
        if (!found.isEmpty() && !chosen.equals(found.get(0))) {
            LOG.warn(
                    "Journal {}: the commit of frame {} is not borne out by what is on disk; cleaning goes on behind frame {}, into the same files.",
                    journal,
                    found.get(0).position(),
                    chosen.position());
        }
        if (!found.isEmpty()) {
            LOG.info("Journal {}: cleaning goes on behind frame {} of {}.", journal, chosen.position(), end);
        }
        return begin(chosen);
    }

    /** Begins at this commit, whatever was committed before. */
    synchronized Commit begin(Commit commit) throws IOException {
        committed = commit;
        rewind();
        log.append(commit);
        return commit;
    }

    private boolean isBorneOut(Commit commit) {
        return sinks.stream().allMatch(sink -> {
            String state = commit.sinks().get(sink.sinkName());
            return state == null || sink.bears(state);
        });
    }

    /** Brings the sinks back to the last commit; reading goes on behind it. */
    synchronized Commit rewind() throws IOException {
        for (Sink sink : sinks) {
            sink.restore(this, committed.sinks().get(sink.sinkName()));
        }
        gathered = delivering = committed.position();
        gatheredRuns = deliveringRuns = committed.runs();
        failure = null;
        return committed;
    }

    /** The frame at this position goes into the route now. */
    synchronized void delivering(long position, int runsBefore) {
        delivering = position;
        deliveringRuns = runsBefore;
        ended = false;
    }

    /** Whether the frame that was delivered last waits for its batch. */
    synchronized boolean isGathered() {
        return gathered == delivering;
    }

    @Override
    public synchronized void gathered(long position) {
        gathered = position;
        gatheredRuns = deliveringRuns;
    }

    /** Everything that was delivered is where it belongs, or was seen to by the route's error handling. */
    synchronized void settled() {
        if (!isPending() && failure == null && delivering > committed.position()) {
            commit(delivering, deliveringRuns);
        }
    }

    /** Whether frames wait for their batch to be written. */
    synchronized boolean isWaiting() {
        return isPending() && failure == null;
    }

    private boolean isPending() {
        return gathered > committed.position();
    }

    @Override
    public synchronized void written(long position) {
        if (failure == null) {
            commit(position, gatheredRuns);
        }
    }

    @Override
    public synchronized void changed() {
        commit(committed.position(), committed.runs());
    }

    private void commit(long position, int runs) {
        Map<String, String> states = new HashMap<>(committed.sinks());
        sinks.forEach(sink -> states.put(sink.sinkName(), sink.state()));
        Commit commit = new Commit(position, runs, Map.copyOf(states));
        try {
            log.append(commit);
            committed = commit;
            unforced = true;
            boolean waiting = sinks.stream().anyMatch(Sink::isWaiting);
            if (waiting || System.nanoTime() - lastForced >= syncInterval.toNanos()) {
                force();
            }
            if (waiting) {
                sinks.forEach(Sink::committed);
            }
        } catch (IOException failed) {
            // the sinks are ahead of the commit; a start, or a rewind, brings them back
            failed(position, failed);
        }
    }

    /** Forces to disk, in this order: the journal, the sinks, the commit. None is ever ahead of the one before it. */
    synchronized void force() throws IOException {
        if (unforced) {
            Segment.force(journal);
            for (Sink sink : sinks) {
                sink.force();
            }
            log.force(committed);
            lastForced = System.nanoTime();
            unforced = false;
        }
    }

    @Override
    public synchronized void failed(long position, Throwable cause) {
        if (failure == null) {
            failure = cause;
        }
    }

    @Override
    public boolean isGoingBack() {
        return failure != null;
    }

    /** Why the frames behind the commit must come again; null where they need not. */
    synchronized Throwable failure() {
        return failure;
    }

    /** No frame is there to deliver: the sinks may finish what is over by now. */
    synchronized void idle(Instant now) throws IOException {
        if (isPending() || failure != null) {
            return;
        }
        boolean changed = false;
        for (Sink sink : sinks) {
            changed |= sink.idle(now);
        }
        if (changed) {
            changed();
        }
        if (System.nanoTime() - lastForced >= syncInterval.toNanos()) {
            force();
        }
    }

    Commit committed() {
        return committed;
    }

    synchronized void setEnded() {
        ended = true;
    }

    @Override
    public boolean isEnded() {
        return ended && !isPending() && failure == null;
    }
}
