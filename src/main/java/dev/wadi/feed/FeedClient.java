package dev.wadi.feed;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.wadi.feed.Payloads.Message;
import dev.wadi.frame.Frame;
import dev.wadi.frame.Kind;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.core.http.WebSocket;
import io.vertx.core.http.WebSocketClient;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps one connection open: connects, puts what comes into the queue, and connects anew when it is lost or stalls. All of
 * it runs on one Vert.x thread, so there is never a second connection.
 */
final class FeedClient implements Link.Owner {

    private static final Logger LOG = LoggerFactory.getLogger(FeedClient.class);
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Duration WORTH_TELLING = Duration.ofSeconds(1);

    private final FeedEndpoint endpoint;
    private final FeedStatus status;
    private final Backoff backoff;
    private FrameQueue queue;
    private CountDownLatch ended;
    private Vertx vertx;
    private Context context;
    private WebSocketClient client;
    private Link link;
    private long position;
    private int connections;
    private int attempt;
    private boolean stopping;
    private long timer = -1;
    private String lastWarning;

    FeedClient(FeedEndpoint endpoint) {
        this.endpoint = endpoint;
        this.status = endpoint.status();
        this.backoff = new Backoff(
                endpoint.getConfiguration().getReconnectDelay().toMillis(),
                endpoint.getConfiguration().getMaxReconnectDelay().toMillis());
    }

    /** Begins, or goes on after a stop, with the numbers that follow. */
    void start(FrameQueue into) {
        queue = into;
        ended = new CountDownLatch(1);
        stopping = false;
        attempt = 0;
        backoff.reset();
        lastWarning = null;
        vertx = endpoint.getComponent().vertx();
        context = vertx.getOrCreateContext();
        client = vertx.createWebSocketClient(Handshake.options(endpoint));
        // Vert.x 4.5 cannot cancel its timer 0: as the timer of a handshake it would close the connection later
        vertx.cancelTimer(vertx.setTimer(1, ignored -> {}));
        status.started();
        context.runOnContext(now -> connect());
    }

    /** Closes the connection and waits, bounded by the close timeout, until no more frames can come. */
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
        long wait = endpoint.getConfiguration().getCloseTimeout().toMillis() + 500;
        if (!ended.await(wait, TimeUnit.MILLISECONDS)) {
            LOG.warn("feed {}: the server did not answer the close in {} ms.", endpoint.getName(), wait);
        }
        client.close();
        status.stopped();
    }

    private void connect() {
        if (stopping) {
            ended.countDown();
            return;
        }
        attempt++;
        status.connecting(attempt);
        long begin = System.nanoTime();
        client.connect(Handshake.request(endpoint)).onComplete(result -> {
            if (result.succeeded()) {
                opened(result.result(), System.nanoTime() - begin);
            } else {
                Failure failure = Failure.of(result.cause(), endpoint.url(), Instant.now());
                again(failure.sentence(), failure.retryAfterMillis());
            }
        });
    }

    private void opened(WebSocket socket, long handshakeNanos) {
        connections++;
        link = new Link(connections, endpoint, vertx, context, socket, this);
        status.opened(connections);
        event(
                Kind.OPEN,
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
        add(now, from.number(), message.kind(), message.payload(), message.reason(), message.bytes(), from);
        status.received(now, data);
    }

    private void add(
            Instant at, int connection, Kind kind, Object payload, String reason, int bytes, FrameQueue.Source source) {
        position++;
        queue.add(
                new Frame(position, position - 1, 1, connection, Frame.nanos(at), kind, payload, reason),
                bytes,
                source);
    }

    private void event(Kind kind, ObjectNode says) {
        if (endpoint.getConfiguration().isEvents()) {
            add(Instant.now(), connections, kind, says.toString(), null, 0, link);
        }
    }

    @Override
    public void stalled(Link at, String why) {
        event(Kind.STALL, JSON.createObjectNode().put("why", why));
    }

    @Override
    public void heldBack(Link held, long nanos) {
        if (nanos >= WORTH_TELLING.toNanos()) {
            event(Kind.PAUSE, JSON.createObjectNode().put("millis", nanos / 1_000_000));
        }
    }

    @Override
    public void closed(Link lost, Link.Ending ending) {
        event(
                Kind.CLOSE,
                JSON.createObjectNode()
                        .put("by", ending.by())
                        .put("code", ending.code())
                        .put("reason", ending.reason())
                        .put("why", ending.sentence()));
        link = null;
        again(endpoint.url() + ": " + ending.sentence(), 0);
    }

    private void again(String why, long atLeastMillis) {
        status.closed(why);
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
        long wait = Math.max(atLeastMillis, backoff.nextMillis());
        // the same sentence again would tell nothing new
        if (!why.equals(lastWarning)) {
            LOG.warn("feed {}: {} Trying again.", endpoint.getName(), sentence(why));
            lastWarning = why;
        }
        timer = vertx.setTimer(wait, now -> connect());
    }

    private static String sentence(String why) {
        return why.endsWith(".") || why.endsWith("?") ? why : why + ".";
    }
}
