package dev.wadi.feed;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.wadi.feed.Payloads.Message;
import dev.wadi.frame.Kind;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.core.http.WebSocket;
import io.vertx.core.http.WebSocketClient;
import io.vertx.core.http.WebSocketConnectOptions;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps one connection open, from a start of the route to its stop: connects, puts what comes into the queue, and connects
 * anew when it is lost or stalls. All of it runs on one Vert.x thread, and each attempt begins at the end of the one before,
 * so there is never a second connection.
 */
final class FeedClient implements Link.Owner {

    private static final Logger LOG = LoggerFactory.getLogger(FeedClient.class);
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Duration WORTH_TELLING = Duration.ofSeconds(1);
    private static final int SLACK_MILLIS = 2000;

    private final FeedEndpoint endpoint;
    private final FrameQueue queue;
    private final FeedStatus status;
    private final Backoff backoff;
    private final CountDownLatch ended = new CountDownLatch(1);
    private final Vertx vertx;
    private final Context context;
    private final WebSocketClient client;
    private final WebSocketConnectOptions request;
    private Link link;
    private int attempt;
    private boolean stopping;
    private long timer = -1;
    private String lastWarning;

    /** @throws IllegalArgumentException when an option cannot be used, such as a trust store that is not there */
    FeedClient(FeedEndpoint endpoint, FrameQueue queue) {
        this.endpoint = endpoint;
        this.queue = queue;
        this.status = endpoint.status();
        this.backoff = new Backoff(
                endpoint.getConfiguration().getReconnectDelay().toMillis(),
                endpoint.getConfiguration().getMaxReconnectDelay().toMillis());
        this.request = Handshake.request(endpoint);
        this.vertx = endpoint.getComponent().vertx();
        this.context = vertx.getOrCreateContext();
        this.client = vertx.createWebSocketClient(Handshake.options(endpoint));
    }

    void start() {
        // Vert.x 4.5 cannot cancel its timer 0: as the timer of a handshake it would close the connection later
        vertx.cancelTimer(vertx.setTimer(1, ignored -> {}));
        status.started();
        context.runOnContext(now -> connect());
    }

    /** Closes the connection and waits, bounded by the close timeout, until no more frames come. */
    void stop() throws InterruptedException {
        context.runOnContext(now -> {
            stopping = true;
            vertx.cancelTimer(timer);
            if (link == null) {
                ended.countDown();
            } else {
                link.close();
            }
        });
        try {
            ended.await(endpoint.getConfiguration().getCloseTimeout().toMillis() + SLACK_MILLIS, TimeUnit.MILLISECONDS);
        } finally {
            client.close();
            status.stopped();
        }
    }

    private void connect() {
        attempt++;
        status.connecting(attempt);
        long begin = System.nanoTime();
        client.connect(request).onComplete(result -> {
            if (result.succeeded()) {
                opened(result.result(), System.nanoTime() - begin);
            } else {
                Failure failure = Failure.of(result.cause(), endpoint.url(), Instant.now());
                again(failure.sentence(), failure.retryAfterMillis());
            }
        });
    }

    private void opened(WebSocket socket, long handshakeNanos) {
        status.opened();
        link = new Link(status.connections(), endpoint, vertx, context, socket, this);
        event(
                Kind.OPEN,
                link,
                JSON.createObjectNode()
                        .put("url", endpoint.shownUrl())
                        .put("attempt", attempt)
                        .put("handshakeMillis", handshakeNanos / 1_000_000)
                        .put("subprotocol", socket.subProtocol()));
        LOG.info("feed {}: connected to {}.", endpoint.getName(), endpoint.url());
        if (stopping) {
            link.close();
        } else {
            link.start();
        }
    }

    @Override
    public void received(Link from, Message message, boolean data) {
        Instant now = Instant.now();
        if (data) {
            backoff.reset();
            attempt = 0;
            lastWarning = null;
        }
        if (queue.add(message, now, from.number(), from)) {
            status.received(now, data);
        }
    }

    private void event(Kind kind, Link at, ObjectNode says) {
        if (endpoint.getConfiguration().isEvents()) {
            queue.add(new Message(kind, says.toString(), null), Instant.now(), at.number(), null);
        }
    }

    @Override
    public void stalled(Link at, String why) {
        event(Kind.STALL, at, JSON.createObjectNode().put("why", why));
    }

    @Override
    public void heldBack(Link held, long nanos) {
        if (nanos >= WORTH_TELLING.toNanos()) {
            event(Kind.PAUSE, held, JSON.createObjectNode().put("millis", nanos / 1_000_000));
        }
    }

    @Override
    public void closed(Link lost, Ending ending) {
        event(
                Kind.CLOSE,
                lost,
                JSON.createObjectNode()
                        .put("by", ending.by())
                        .put("code", ending.code())
                        .put("reason", ending.reason())
                        .put("why", ending.sentence()));
        link = null;
        again(endpoint.url() + ": " + ending.sentence(), 0);
    }

    private void again(String why, long atLeastMillis) {
        if (stopping) {
            ended.countDown();
            return;
        }
        int most = endpoint.getConfiguration().getMaxAttempts();
        if (most > 0 && attempt >= most) {
            status.failed(why);
            LOG.error(
                    "feed {}: {} No data after {} attempts: it gives up (maxAttempts).",
                    endpoint.getName(),
                    sentence(why),
                    most);
            return;
        }
        status.closed(why);
        long wait = Math.max(atLeastMillis, backoff.nextMillis());
        // the same sentence again would tell nothing new
        if (!why.equals(lastWarning)) {
            String when = atLeastMillis == 0 ? "" : " in " + atLeastMillis / 1000.0 + " s, as the server asks";
            LOG.warn("feed {}: {} Trying again{}.", endpoint.getName(), sentence(why), when);
            lastWarning = why;
        }
        timer = vertx.setTimer(wait, now -> connect());
    }

    private static String sentence(String why) {
        return why.endsWith(".") || why.endsWith("?") ? why : why + ".";
    }
}
