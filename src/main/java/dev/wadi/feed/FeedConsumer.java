package dev.wadi.feed;

import dev.wadi.feed.FrameQueue.Batch;
import dev.wadi.feed.Payloads.Message;
import dev.wadi.frame.Frame;
import dev.wadi.frame.Kind;
import dev.wadi.frame.ProblemCheck;
import dev.wadi.ledger.Ledger;
import dev.wadi.ledger.Metric;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.apache.camel.AsyncCallback;
import org.apache.camel.Exchange;
import org.apache.camel.ExchangePropertyKey;
import org.apache.camel.Processor;
import org.apache.camel.Suspendable;
import org.apache.camel.support.DefaultConsumer;
import org.apache.camel.support.DefaultExchange;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sends the frames of a connection through the route, one after another, on one thread. A stop closes the connection
 * and returns when everything received has gone through.
 *
 * <p>It is suspendable because Camel stops the steps of a route together with a consumer that is not, and only then has
 * the aggregation write its last batch, into steps that run no more.
 */
final class FeedConsumer extends DefaultConsumer implements Suspendable {

    private static final Logger LOG = LoggerFactory.getLogger(FeedConsumer.class);
    private static final int FORCED_MILLIS = 1000;

    private final FeedEndpoint endpoint;
    private final FrameQueue queue;
    private FeedClient client;
    private ProblemCheck health;
    private Ledger ledger;
    private Thread thread;
    private volatile boolean forced;

    FeedConsumer(FeedEndpoint endpoint, Processor processor) {
        super(endpoint, processor);
        this.endpoint = endpoint;
        FeedConfiguration configuration = endpoint.getConfiguration();
        this.queue = new FrameQueue(configuration.getQueueFrames(), configuration.getQueueBytes());
        endpoint.status().queue(queue);
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
        client = new FeedClient(endpoint, queue);
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
        forced = false;
        queue.open();
        event(Kind.START);
        thread = new Thread(this::pump, "feed-" + endpoint.getName());
        thread.start();
        client.start();
    }

    private void disconnect() throws InterruptedException {
        if (thread == null) {
            return;
        }
        try {
            client.stop();
            event(Kind.STOP);
            queue.close();
            thread.join();
        } catch (InterruptedException impatient) {
            // Camel's shutdown timeout has passed: whatever the route waits for, it waits no longer
            forced = true;
            queue.close();
            thread.interrupt();
            thread.join(FORCED_MILLIS);
        }
        thread = null;
        health.remove();
        ledger.close();
    }

    private String problem() {
        FeedStatus status = endpoint.status();
        if (status.problem() != null) {
            return status.problem();
        }
        return status.state() == FeedStatus.State.OPEN ? null : "No connection to " + endpoint.shownUrl() + " yet.";
    }

    private void pump() {
        long left = 0;
        try {
            for (Batch batch = queue.take(); batch != null; batch = queue.take()) {
                left += process(batch);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        if (left > 0) {
            LOG.error(
                    "feed {}: the stop was forced, and {} frames did not go through the route.",
                    endpoint.getName(),
                    left);
        }
    }

    /** Sends a batch through the route and returns how many of its frames did not go through, since the stop was forced. */
    private int process(Batch batch) {
        // not of the context's factory: a pooled one would be used again while the exchanges made after it still are
        Exchange model = DefaultExchange.newFromEndpoint(endpoint);
        model.getExchangeExtension().setFromRouteId(getRouteId());
        List<Frame> frames = batch.frames();
        int i = 0;
        for (; i < frames.size() && !forced; i++) {
            process(frames.get(i), batch.isLast() && i + 1 == frames.size(), model);
        }
        return frames.size() - i;
    }

    private void event(Kind kind) {
        if (endpoint.getConfiguration().isEvents()) {
            queue.add(new Message(kind, "{}", null), Instant.now(), 0, null);
        }
    }

    private void process(Frame frame, boolean last, Exchange model) {
        // it is as old as its batch: to read the clock for each would cost a tenth of the rate
        Exchange exchange = new DefaultExchange(model);
        frame.into(exchange);
        exchange.setProperty(ExchangePropertyKey.BATCH_COMPLETE, last);
        try {
            Completion completion = new Completion();
            getAsyncProcessor().process(exchange, completion);
            completion.await();
        } catch (Exception e) {
            exchange.setException(e);
        }
        if (exchange.getException() != null) {
            getExceptionHandler()
                    .handleException(
                            "Frame " + frame.position() + " could not be processed", exchange, exchange.getException());
        }
    }

    /** The end of an exchange, in whatever thread it comes. */
    private static final class Completion implements AsyncCallback {

        private volatile boolean done;
        private volatile CountDownLatch awaited;

        @Override
        public void done(boolean sync) {
            done = true;
            if (awaited != null) {
                awaited.countDown();
            }
        }

        /** Waits for it, which is hardly ever needed. */
        void await() throws InterruptedException {
            if (!done) {
                awaited = new CountDownLatch(1);
                if (!done) {
                    awaited.await();
                }
            }
        }
    }
}
