package dev.wadi.journal;

import dev.wadi.disk.Patience;
import dev.wadi.disk.ProcessLock;
import dev.wadi.frame.Frame;
import dev.wadi.frame.Kind;
import dev.wadi.frame.ProblemCheck;
import dev.wadi.frame.Reader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.apache.camel.Suspendable;
import org.apache.camel.support.DefaultConsumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sends the frames of a journal through the route, one after another, on one thread, from behind the last commit. What the
 * route could not write comes again, after a growing pause; see {@link Retry} for a frame that fails always.
 *
 * <p>It is suspendable because Camel stops the steps of a route together with a consumer that is not, and only then has
 * the aggregation write its last batch, into steps that run no more.
 */
public final class JournalConsumer extends DefaultConsumer implements Suspendable {

    private static final Logger LOG = LoggerFactory.getLogger(JournalConsumer.class);
    private static final long POLL_MILLIS = 100;
    private static final long SETTLE_NANOS = 200_000_000;

    private final JournalEndpoint endpoint;
    private final Path journal;
    private final Doorbell doorbell;
    private final Patience patience;
    private final Retry retry = new Retry();
    private CommitLog commits;
    private Progress progress;
    private JournalReader reader;
    private ProblemCheck health;
    private Thread thread;
    private volatile boolean leaving;
    private volatile long drainUntil;
    private volatile String problem;
    private long follows;
    private long settledAt;

    JournalConsumer(JournalEndpoint endpoint, Processor processor) {
        super(endpoint, processor);
        this.endpoint = endpoint;
        this.journal = endpoint.path();
        this.doorbell = endpoint.doorbell();
        this.patience = new Patience(() -> leaving || endpoint.getCamelContext().isStopping());
    }

    private String readerName() {
        return endpoint.getReader() == null ? getRouteId() : endpoint.getReader();
    }

    @Override
    protected void doStart() throws Exception {
        super.doStart();
        Files.createDirectories(journal);
        try (ProcessLock writing = ProcessLock.attempt(journal.resolve("lock"))) {
            if (writing != null) {
                Recovery.of(journal);
            }
        }
        commits = new CommitLog(journal, readerName(), patience);
        progress = new Progress(journal, commits, RouteSinks.of(getRoute()), endpoint.getSyncInterval());
        reader = new JournalReader(journal);
        begin();
        doResume();
    }

    private void begin() throws IOException {
        reader.seek(Long.MAX_VALUE, 0);
        long end = reader.next() == Long.MAX_VALUE ? 0 : reader.next() - 1;
        Commit commit = switch (endpoint.getFrom()) {
            case "commit" -> progress.recover(end);
            case "beginning" -> progress.begin(Commit.NONE);
            case "end" -> progress.begin(new Commit(end, 0, Map.of()));
            default -> progress.begin(new Commit(Long.parseLong(endpoint.getFrom()) - 1, 0, Map.of()));
        };
        goBehind(commit);
    }

    private void goBehind(Commit commit) throws IOException {
        reader.seek(commit.position() + 1, commit.runs());
        follows = commit.position();
    }

    @Override
    protected void doStop() throws Exception {
        leave();
        super.doStop();
    }

    @Override
    protected void doShutdown() throws Exception {
        // not before: the sinks commit once more when they finish their files
        if (commits != null) {
            reader.close();
            commits.close();
            commits = null;
        }
        super.doShutdown();
    }

    @Override
    protected void doSuspend() throws Exception {
        leave();
    }

    @Override
    protected void doResume() {
        leaving = false;
        health = ProblemCheck.register(
                endpoint.getCamelContext(),
                "journal-" + endpoint.getName() + "-" + readerName(),
                () -> problem != null ? problem : patience.problem());
        thread = new Thread(this::pump, "journal-" + endpoint.getName() + "-" + readerName());
        thread.start();
    }

    /** How many kept frames the route has not seen to yet; events count as frames. */
    public long pending() {
        long end = doorbell.end();
        boolean done = reader == null || (reader.next() > end && !progress.isWaiting());
        return done ? 0 : Math.max(0, end - progress.committed().position());
    }

    private void leave() throws InterruptedException {
        if (thread == null) {
            return;
        }
        drainUntil = System.nanoTime() + endpoint.getDrainTimeout().toNanos();
        leaving = true;
        doorbell.wake();
        thread.join();
        thread = null;
        health.remove();
    }

    private void pump() {
        try {
            while (!(leaving && isDone())) {
                if (progress.failure() != null) {
                    again();
                } else {
                    next();
                }
            }
            progress.settled();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (IOException | RuntimeException damaged) {
            problem = damaged.getMessage();
            LOG.error("Cleaning of the journal {} has ended: {}", journal, problem);
        }
    }

    /** Whether a stop has waited long enough: for the end of the recording where it has ended in order, else for nothing. */
    private boolean isDone() {
        boolean drained = reader.next() > doorbell.end() && progress.failure() == null;
        if (drained || !doorbell.isEnded()) {
            return true;
        }
        return System.nanoTime() > drainUntil;
    }

    private void next() throws IOException, InterruptedException {
        if (!reader.advance()) {
            progress.settled();
            progress.idle(Instant.now());
            if (!leaving) {
                doorbell.await(reader.next(), POLL_MILLIS);
            }
            return;
        }
        if (reader.kind().isEvent() && !endpoint.isEvents()) {
            if (reader.kind() == Kind.STOP) {
                progress.setEnded();
            }
            return;
        }
        deliver(retry.mark(reader.frame(follows)));
    }

    private void deliver(Frame frame) throws IOException, InterruptedException {
        progress.delivering(frame.position(), frame.run() - 1);
        follows = frame.position();
        Exchange exchange = createExchange(false);
        frame.into(exchange);
        exchange.setProperty(Reader.PROPERTY, progress);
        try {
            getProcessor().process(exchange);
        } catch (Exception e) {
            exchange.setException(e);
        }
        if (exchange.getException() != null) {
            getExceptionHandler()
                    .handleException(
                            "Frame " + frame.position() + " could not be processed", exchange, exchange.getException());
        }
        releaseExchange(exchange, false);
        if (retry.isAlone(frame.position())) {
            awaitBatch();
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

    /** Waits until the frame that was delivered last is written, or is not, by the aggregation's interval. */
    private void awaitBatch() throws InterruptedException {
        while (!leaving && progress.isWaiting()) {
            doorbell.await(Long.MAX_VALUE, 10);
        }
    }

    /** What was delivered behind the commit is not where it belongs: it comes again. */
    private void again() throws IOException, InterruptedException {
        Throwable cause = progress.failure();
        Commit commit = progress.committed();
        long pause = retry.failed(commit.position(), follows, cause);
        problem = "Frames " + (commit.position() + 1) + " to " + follows + " of the journal " + journal
                + " could not be written: " + cause + ". They come again until it works.";
        LOG.error(problem);
        if (leaving) {
            throw new IOException(problem, cause);
        }
        doorbell.await(Long.MAX_VALUE, pause);
        goBehind(progress.rewind());
    }
}
