package dev.wadi.feed;

import dev.wadi.frame.Frame;
import dev.wadi.frame.Kind;
import dev.wadi.frame.ProblemCheck;
import dev.wadi.ledger.Ledger;
import dev.wadi.ledger.Metric;
import java.time.Instant;
import java.util.List;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.apache.camel.Suspendable;
import org.apache.camel.support.DefaultConsumer;

/**
 * Sends the frames of a connection through the route, one after another, on one thread. A stop closes the connection
 * and returns when everything received has gone through.
 *
 * <p>It is suspendable because Camel stops the steps of a route together with a consumer that is not, and only then has
 * the aggregation write its last batch, into steps that run no more.
 */
final class FeedConsumer extends DefaultConsumer implements Suspendable {

    private final FeedEndpoint endpoint;
    private final FeedClient client;
    private FrameQueue queue;
    private ProblemCheck health;
    private Ledger ledger;
    private Thread thread;

    FeedConsumer(FeedEndpoint endpoint, Processor processor) {
        super(endpoint, processor);
        this.endpoint = endpoint;
        this.client = new FeedClient(endpoint);
    }

    @Override
    protected void doStart() throws Exception {
        super.doStart();
        connect();
    }

    @Override
    protected void doStop() throws Exception {
        disconnect();
        super.doStop();
    }

    @Override
    protected void doSuspend() throws Exception {
        disconnect();
    }

    @Override
    protected void doResume() throws Exception {
        connect();
    }

    private void connect() {
        FeedConfiguration configuration = endpoint.getConfiguration();
        queue = new FrameQueue(configuration.getQueueFrames(), configuration.getQueueBytes());
        endpoint.status().queue(queue);
        health = ProblemCheck.register(
                endpoint.getCamelContext(),
                "feed-" + endpoint.getName(),
                this::problem,
                () -> endpoint.status().details());
        FeedStatus status = endpoint.status();
        ledger = Ledger.open(endpoint.getCamelContext(), "feed", endpoint.getName())
                .report(Metric.FEED_FRAMES, status::frames)
                .report(Metric.FEED_CONNECTIONS, status::connections)
                .report(Metric.FEED_PAUSED, () -> status.pausedMillis() / 1000.0)
                .report(Metric.FEED_OPEN, () -> status.state() == FeedStatus.State.OPEN ? 1 : 0);
        thread = new Thread(this::pump, "feed-" + endpoint.getName());
        thread.start();
        client.start(queue);
    }

    private void disconnect() throws InterruptedException {
        if (thread != null) {
            client.stop();
            queue.close();
            thread.join();
            thread = null;
            health.remove();
            ledger.close();
        }
    }

    private String problem() {
        FeedStatus status = endpoint.status();
        if (status.problem() != null) {
            return status.problem();
        }
        return status.state() == FeedStatus.State.OPEN ? null : "No connection to " + endpoint.shownUrl() + " yet.";
    }

    private void pump() {
        try {
            event(Kind.START);
            for (List<Frame> frames = queue.take(); frames != null; frames = queue.take()) {
                for (int i = 0; i < frames.size(); i++) {
                    process(frames.get(i), i + 1 < frames.size());
                }
                queue.done();
            }
            event(Kind.STOP);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void event(Kind kind) {
        if (endpoint.getConfiguration().isEvents()) {
            process(new Frame(1, 0, 1, 0, Frame.nanos(Instant.now()), kind, "{}", null), false);
        }
    }

    private void process(Frame frame, boolean more) {
        Exchange exchange = createExchange(false);
        frame.into(exchange);
        exchange.setProperty(Exchange.BATCH_COMPLETE, !more);
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
