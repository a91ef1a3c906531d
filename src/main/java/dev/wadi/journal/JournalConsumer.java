package dev.wadi.journal;

import dev.wadi.disk.Patience;
import dev.wadi.disk.ProcessLock;
import dev.wadi.frame.Frame;
import dev.wadi.frame.ProblemCheck;
import dev.wadi.frame.Reader;
import dev.wadi.ledger.Ledger;
import dev.wadi.ledger.Metric;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.apache.camel.Suspendable;
import org.apache.camel.support.DefaultConsumer;

/**
 * Sends the frames of a journal through the route, in order, from behind the last commit.
 *
 * <p>It is suspendable because Camel stops the steps of a route together with a consumer that is not, and only then has
 * the aggregation write its last batch, into steps that run no more.
 */
public final class JournalConsumer extends DefaultConsumer implements Suspendable {

    private final JournalEndpoint endpoint;
    private final Path journal;
    private final Patience patience;
    private Commits commits;
    private Progress progress;
    private JournalReader reader;
    private Pump pump;
    private ProblemCheck health;
    private Ledger ledger;
    private Thread thread;

    JournalConsumer(JournalEndpoint endpoint, Processor processor) {
        super(endpoint, processor);
        this.endpoint = endpoint;
        this.journal = endpoint.path();
        this.patience = new Patience(() ->
                pump == null || pump.isLeaving() || endpoint.getCamelContext().isStopping());
    }

    private String readerName() {
        return endpoint.getReader() == null ? getRouteId() : endpoint.getReader();
    }

    @Override
    protected void doStart() throws Exception {
        super.doStart();
        endpoint.takeOver(readerName(), this);
        Replay replay = Replay.of(endpoint.getCamelContext());
        Path read = replay == null ? journal : replay.journal();
        commits = replay == null ? open() : Commits.none();
        progress = new Progress(
                read, commits, RouteSinks.of(getRoute()), endpoint.getKeeping().getSyncInterval());
        reader = new JournalReader(read);
        pump = new Pump(read, endpoint.isEvents(), endpoint.doorbell(), reader, progress, replay, this::deliver);
        pump.goBehind(replay == null ? begin() : progress.begin(Commit.NONE));
        doResume();
    }

    /** Makes the journal whole, where nobody writes it, and opens the log of this reader's commits. */
    private Commits open() throws IOException {
        Files.createDirectories(journal);
        try (ProcessLock writing = ProcessLock.attempt(journal.resolve("lock"))) {
            if (writing != null) {
                Recovery.of(journal);
            }
        }
        return new CommitLog(journal, readerName(), patience);
    }

    private Commit begin() throws IOException {
        long end = JournalReader.end(journal);
        return switch (endpoint.getFrom()) {
            case "commit" -> progress.recover(end);
            case "beginning" -> progress.begin(Commit.NONE);
            case "end" -> progress.begin(new Commit(end, 0, Map.of()));
            default -> progress.begin(new Commit(Long.parseLong(endpoint.getFrom()) - 1, 0, Map.of()));
        };
    }

    /** Why it does not go on, as a sentence; null while all is well. */
    public String problem() {
        if (pump.problem() != null) {
            return pump.problem();
        }
        Throwable failure = progress.failure();
        return failure != null ? failure.toString() : patience.problem();
    }

    @Override
    protected void doStop() throws Exception {
        leave();
        super.doStop();
    }

    @Override
    protected void doSuspend() throws Exception {
        leave();
    }

    @Override
    protected void doResume() {
        pump.enter();
        String name = "journal-" + endpoint.getName() + "-" + readerName();
        health = ProblemCheck.register(endpoint.getCamelContext(), name, this::problem);
        Progress reported = progress;
        ledger = Ledger.open(endpoint.getCamelContext(), "journal", endpoint.getName(), "reader", readerName())
                .report(Metric.JOURNAL_COMMITTED, () -> reported.committed().position());
        thread = new Thread(pump, name);
        thread.start();
    }

    private void leave() throws InterruptedException {
        if (thread != null) {
            pump.leave(endpoint.getDrainTimeout());
            thread.join();
            thread = null;
            health.remove();
            ledger.close();
        }
    }

    @Override
    protected void doShutdown() throws Exception {
        closeJournal();
        super.doShutdown();
    }

    /**
     * Not at a stop, since the sinks commit once more when they finish their files: when the consumer is shut down, or the
     * one that Camel makes for the route's next start takes its place.
     */
    void closeJournal() throws IOException {
        if (commits != null) {
            reader.close();
            commits.close();
            commits = null;
        }
    }

    /** How many kept frames the route has not seen to yet; events count as frames. */
    public long pending() {
        long end = endpoint.doorbell().end();
        boolean done = reader == null || (reader.next() > end && !progress.isWaiting());
        return done ? 0 : Math.max(0, end - progress.committed().position());
    }

    @Override
    public JournalEndpoint getEndpoint() {
        return endpoint;
    }

    /** Whether all frames of a {@link Replay} have gone into the route. */
    public boolean isReplayed() {
        return pump.isReplayed();
    }

    /** Position of the frame that comes next. */
    public long next() {
        return reader.next();
    }

    private void deliver(Frame frame) {
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
    }
}
