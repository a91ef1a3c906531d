package dev.wadi.feed;

import dev.wadi.frame.Frame;
import dev.wadi.frame.Kind;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.core.http.WebSocket;
import io.vertx.core.http.WebSocketClient;
import io.vertx.core.http.WebSocketClientOptions;
import io.vertx.core.http.WebSocketConnectOptions;
import java.time.Instant;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.apache.camel.component.vertx.common.VertxHelper;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps one connection open: connects, subscribes, puts what comes into the queue, and connects anew when it is lost or
 * stalls. All of it runs on one Vert.x thread, so there is never a second connection, and no frame before its handler.
 */
final class FeedConnection {

    private static final Logger LOG = LoggerFactory.getLogger(FeedConnection.class);
    private static final short GOING_AWAY = 1001;

    private final FeedEndpoint endpoint;
    private final FeedUrl url;
    private final FrameQueue queue;
    private final FeedStatus status;
    private final Backoff backoff;
    private final CountDownLatch ended = new CountDownLatch(1);
    private Vertx vertx;
    private Context context;
    private WebSocketClient client;
    private WebSocket socket;
    private long position;
    private int connections;
    private boolean stopping;
    private long timer = -1;
    private long lastDataNanos;
    private String closing;
    private String lastWarning;

    FeedConnection(FeedEndpoint endpoint, FrameQueue queue) {
        this.endpoint = endpoint;
        this.url = FeedUrl.parse(endpoint.getUrl());
        this.queue = queue;
        this.status = endpoint.status();
        this.backoff = new Backoff(
                endpoint.getReconnectDelay().toMillis(),
                endpoint.getMaxReconnectDelay().toMillis());
    }

    void start() {
        vertx = endpoint.getComponent().vertx();
        context = vertx.getOrCreateContext();
        client = vertx.createWebSocketClient(options());
        // Vert.x 4.5 cannot cancel its timer 0: as the timer of a handshake it would close the connection later
        vertx.cancelTimer(vertx.setTimer(1, ignored -> {}));
        context.runOnContext(now -> connect());
    }

    /** Closes the connection and waits, bounded by the close timeout, until no more frames can come. */
    void stop() throws InterruptedException {
        context.runOnContext(now -> {
            stopping = true;
            vertx.cancelTimer(timer);
            if (socket == null) {
                ended.countDown();
            } else {
                // the rest of what the server had sent by now is still read
                socket.resume();
                socket.close(GOING_AWAY, "recorder stops");
            }
        });
        ended.await(endpoint.getCloseTimeout().toMillis() + 500, TimeUnit.MILLISECONDS);
        client.close();
        status.stopped();
    }

    private WebSocketClientOptions options() {
        WebSocketClientOptions options = new WebSocketClientOptions()
                .setConnectTimeout((int) endpoint.getConnectTimeout().toMillis())
                .setMaxFrameSize(endpoint.getMaxMessageBytes())
                .setClosingTimeout((int) Math.max(1, endpoint.getCloseTimeout().toMillis() / 1000))
                // Netty inflates without a bound where Vert.x 4 sets it up: a small frame could fill the memory
                .setTryUsePerMessageCompression(false);
        if (endpoint.getSslContextParameters() != null) {
            try {
                VertxHelper.setupSSLOptions(endpoint.getCamelContext(), endpoint.getSslContextParameters(), options);
            } catch (Exception e) {
                throw new IllegalArgumentException("feed:" + endpoint.getName() + ": sslContextParameters: " + e, e);
            }
        }
        // after the above, which switches both off where the parameters do not ask for them
        return options.setVerifyHost(true);
    }

    private void connect() {
        if (stopping) {
            ended.countDown();
            return;
        }
        WebSocketConnectOptions request = new WebSocketConnectOptions();
        request.setHost(url.host())
                .setPort(url.port())
                .setSsl(url.secure())
                .setURI(url.target())
                .setTimeout(endpoint.getConnectTimeout().toMillis());
        endpoint.getHandshakeHeaders().forEach((name, value) -> request.addHeader(name, String.valueOf(value)));
        client.connect(request).onComplete(result -> {
            if (result.succeeded()) {
                opened(result.result());
            } else {
                Failure failure = Failure.of(result.cause(), url);
                again(failure.sentence(), failure.retryAfterMillis());
            }
        });
    }

    private void opened(WebSocket opened) {
        connections++;
        socket = opened;
        closing = null;
        lastDataNanos = System.nanoTime();
        status.opened(connections);
        int connection = connections;
        FrameQueue.Source source = new FrameQueue.Source() {
            @Override
            public void pause() {
                opened.pause();
            }

            @Override
            public void resume() {
                opened.resume();
            }
        };
        MessageAssembler assembler = new MessageAssembler(
                endpoint.getMaxMessageBytes(),
                (payload, bytes) -> received(connection, payload, bytes, source),
                problem -> LOG.warn("feed {}: {}.", endpoint.getName(), problem));
        opened.frameHandler(assembler::frame);
        opened.exceptionHandler(broken -> closing = "the connection broke: " + broken.getMessage());
        opened.closeHandler(now -> {
            opened.resume();
            context.runOnContext(drained -> closed(opened));
        });
        if (endpoint.getSubscribe() != null) {
            endpoint.getSubscribe().lines().filter(line -> !line.isBlank()).forEach(opened::writeTextMessage);
        }
        watch(opened);
        LOG.info("feed {}: connected to {}.", endpoint.getName(), url);
    }

    private void received(int connection, Object payload, int bytes, FrameQueue.Source source) {
        Instant now = Instant.now();
        lastDataNanos = System.nanoTime();
        backoff.reset();
        lastWarning = null;
        position++;
        status.received(now, position);
        Kind kind = payload instanceof String ? Kind.TEXT : Kind.BINARY;
        queue.add(
                new Frame(position, position - 1, 1, connection, Frame.nanos(now), kind, payload, null), bytes, source);
    }

    private void watch(WebSocket watched) {
        long wait = endpoint.getStallTimeout().toMillis() - (System.nanoTime() - lastDataNanos) / 1_000_000;
        timer = vertx.setTimer(Math.max(1, wait), now -> {
            if (socket != watched || stopping) {
                return;
            }
            if (queue.isPaused()) {
                lastDataNanos = System.nanoTime();
            }
            if (System.nanoTime() - lastDataNanos < endpoint.getStallTimeout().toMillis() * 1_000_000) {
                watch(watched);
            } else {
                closing = "connected, but no data in "
                        + endpoint.getStallTimeout().toMillis() / 1000.0
                        + " s: wrong stream name, retired URL, or a market that is closed?";
                watched.close(GOING_AWAY, "no data");
            }
        });
    }

    private void closed(WebSocket lost) {
        if (socket != lost) {
            return;
        }
        socket = null;
        vertx.cancelTimer(timer);
        if (stopping) {
            ended.countDown();
            return;
        }
        String why = closing != null
                ? closing
                : lost.closeStatusCode() == null
                        ? "the connection was lost"
                        : "the server closed the connection, code " + lost.closeStatusCode()
                                + (lost.closeReason() == null
                                                || lost.closeReason().isEmpty()
                                        ? ""
                                        : " (" + lost.closeReason() + ")");
        again(url + ": " + why, 0);
    }

    private void again(String why, long atLeastMillis) {
        status.closed(why);
        if (stopping) {
            ended.countDown();
            return;
        }
        long wait = Math.max(atLeastMillis, backoff.nextMillis());
        // the same sentence again would tell nothing new
        if (!why.equals(lastWarning)) {
            LOG.warn(
                    "feed {}: {} Trying again.",
                    endpoint.getName(),
                    why.endsWith(".") || why.endsWith("?") ? why : why + ".");
            lastWarning = why;
        }
        timer = vertx.setTimer(wait, now -> connect());
    }
}
