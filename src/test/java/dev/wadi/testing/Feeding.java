package dev.wadi.testing;

import static org.awaitility.Awaitility.await;

import dev.wadi.feed.FeedEndpoint;
import dev.wadi.feed.FeedStatus;
import dev.wadi.frame.Frame;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.apache.camel.Processor;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.health.HealthCheck;
import org.apache.camel.health.HealthCheckHelper;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.jsse.SSLContextParameters;

/** A Camel context with a route from a feed, and what came out of it. */
public final class Feeding implements AutoCloseable {

    /** How long a test waits for what must come; far more than it takes on a busy machine. */
    public static final Duration SOON = Duration.ofSeconds(30);

    private final DefaultCamelContext context = new DefaultCamelContext();
    private final List<Frame> frames = new ArrayList<>();

    private FeedStatus status;

    private Feeding() {}

    /**
     * Starts a route that keeps what comes.
     *
     * @param options of the endpoint, each as {@code name=value}; values are taken as they are
     */
    public static Feeding from(String url, String... options) throws Exception {
        return through(exchange -> {}, url, options);
    }

    /** Starts a route that trusts what this says, and keeps what comes. */
    public static Feeding trusting(SSLContextParameters tls, String url, String... options) throws Exception {
        Feeding feeding = new Feeding();
        feeding.context.getRegistry().bind("tls", tls);
        return feeding.start(exchange -> {}, url, "&sslContextParameters=#tls", options);
    }

    /** Starts a route that does this with each exchange before what came is kept. */
    public static Feeding through(Processor step, String url, String... options) throws Exception {
        return new Feeding().start(step, url, "", options);
    }

    private Feeding start(Processor step, String url, String more, String... options) throws Exception {
        StringBuilder uri = new StringBuilder("feed:test?url=RAW(" + url + ")" + more);
        if (Stream.of(options).noneMatch(option -> option.startsWith("reconnectDelay="))) {
            uri.append("&reconnectDelay=1ms");
        }
        for (String option : options) {
            int equals = option.indexOf('=');
            uri.append('&')
                    .append(option, 0, equals + 1)
                    .append("RAW(")
                    .append(option.substring(equals + 1))
                    .append(')');
        }
        try {
            status = context.getEndpoint(uri.toString(), FeedEndpoint.class).status();
            add(uri.toString(), step);
            context.start();
        } catch (Exception failed) {
            close();
            throw failed;
        }
        return this;
    }

    private void add(String uri, Processor step) throws Exception {
        context.addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                from(uri).routeId("test").process(step).process(exchange -> {
                    synchronized (frames) {
                        frames.add(Frame.of(exchange));
                    }
                });
            }
        });
    }

    public DefaultCamelContext context() {
        return context;
    }

    public FeedStatus status() {
        return status;
    }

    /** What came out so far. */
    public List<Frame> frames() {
        synchronized (frames) {
            return List.copyOf(frames);
        }
    }

    /** The payloads of what came out so far. */
    public List<Object> payloads() {
        return frames().stream().map(Frame::payload).toList();
    }

    /** The payloads of the messages that came out so far, without the events. */
    public List<Object> messages() {
        return frames().stream()
                .filter(frame -> !frame.kind().isEvent())
                .map(Frame::payload)
                .toList();
    }

    /** Waits until so many frames have come out, and returns the payloads. */
    public List<Object> awaitPayloads(int count) {
        await().atMost(SOON).until(() -> {
            synchronized (frames) {
                return frames.size() >= count;
            }
        });
        return payloads();
    }

    /** What the health check of the feed says at the moment. */
    public HealthCheck.Result health() {
        return HealthCheckHelper.invoke(context).stream()
                .filter(result -> result.getCheck().getId().equals("feed-test"))
                .findFirst()
                .orElseThrow();
    }

    @Override
    public void close() {
        context.stop();
    }
}
