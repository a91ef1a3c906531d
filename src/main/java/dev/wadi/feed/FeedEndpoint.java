package dev.wadi.feed;

import java.time.Duration;
import java.util.Map;
import org.apache.camel.Category;
import org.apache.camel.Consumer;
import org.apache.camel.Processor;
import org.apache.camel.Producer;
import org.apache.camel.spi.Metadata;
import org.apache.camel.spi.UriEndpoint;
import org.apache.camel.spi.UriParam;
import org.apache.camel.spi.UriPath;
import org.apache.camel.support.DefaultEndpoint;
import org.apache.camel.support.jsse.SSLContextParameters;

/**
 * Receives a WebSocket stream: every message in the order it came, on one thread, whatever the route costs; reconnects
 * for as long as the route runs.
 */
@UriEndpoint(
        firstVersion = "0.1.0",
        scheme = "feed",
        title = "Feed",
        syntax = "feed:name",
        consumerOnly = true,
        category = {Category.HTTP, Category.NETWORKING})
public class FeedEndpoint extends DefaultEndpoint {

    @UriPath(description = "The name of the feed in messages, health and metrics.")
    @Metadata(required = true)
    private final String name;

    @UriParam
    @Metadata(required = true)
    private String url;

    @UriParam(defaultValue = "65536")
    private int queueFrames = 65_536;

    @UriParam(defaultValue = "33554432")
    private long queueBytes = 32L << 20;

    @UriParam(defaultValue = "16777216")
    private int maxMessageBytes = 16 << 20;

    @UriParam(defaultValue = "10s")
    private Duration connectTimeout = Duration.ofSeconds(10);

    @UriParam(defaultValue = "60s")
    private Duration stallTimeout = Duration.ofSeconds(60);

    @UriParam(defaultValue = "1s")
    private Duration closeTimeout = Duration.ofSeconds(1);

    @UriParam(defaultValue = "100ms")
    private Duration reconnectDelay = Duration.ofMillis(100);

    @UriParam(defaultValue = "30s")
    private Duration maxReconnectDelay = Duration.ofSeconds(30);

    @UriParam
    private String subscribe;

    @UriParam
    private boolean events;

    @UriParam(prefix = "header.", multiValue = true, label = "security")
    private Map<String, Object> handshakeHeaders = Map.of();

    @UriParam(label = "security")
    private SSLContextParameters sslContextParameters;

    private final FeedStatus feedStatus = new FeedStatus();

    FeedEndpoint(String uri, FeedComponent component, String name) {
        super(uri, component);
        this.name = name;
    }

    @Override
    public Consumer createConsumer(Processor processor) throws Exception {
        FeedConsumer consumer = new FeedConsumer(this, processor);
        configureConsumer(consumer);
        return consumer;
    }

    @Override
    public Producer createProducer() {
        throw new UnsupportedOperationException("feed: is a source: it stands in 'from', not in 'to'.");
    }

    @Override
    protected void doInit() throws Exception {
        super.doInit();
        if (url == null || url.isBlank()) {
            throw new IllegalArgumentException("feed:" + name + " needs the option url, as in wss://host/path.");
        }
        FeedUrl.parse(url);
        positive("queueFrames", queueFrames);
        positive("queueBytes", queueBytes);
        positive("maxMessageBytes", maxMessageBytes);
        positive("connectTimeout", connectTimeout.toMillis());
        positive("stallTimeout", stallTimeout.toMillis());
        positive("closeTimeout", closeTimeout.toMillis());
        positive("reconnectDelay", reconnectDelay.toMillis());
        positive("maxReconnectDelay", maxReconnectDelay.toMillis());
    }

    private void positive(String option, long value) {
        if (value <= 0) {
            throw new IllegalArgumentException(
                    "feed:" + name + ": " + option + " must be greater than 0, found " + value + ".");
        }
    }

    @Override
    public FeedComponent getComponent() {
        return (FeedComponent) super.getComponent();
    }

    /** What the connection is doing. */
    public FeedStatus status() {
        return feedStatus;
    }

    public String getName() {
        return name;
    }

    public String getUrl() {
        return url;
    }

    /** The stream's URL, {@code ws://} or {@code wss://}; its path and query reach the server as typed. */
    public void setUrl(String url) {
        this.url = url;
    }

    public int getQueueFrames() {
        return queueFrames;
    }

    /** How many frames may wait for the route before the socket is paused. */
    public void setQueueFrames(int queueFrames) {
        this.queueFrames = queueFrames;
    }

    public long getQueueBytes() {
        return queueBytes;
    }

    /** How many bytes of frames may wait for the route before the socket is paused. */
    public void setQueueBytes(long queueBytes) {
        this.queueBytes = queueBytes;
    }

    public int getMaxMessageBytes() {
        return maxMessageBytes;
    }

    /** The largest message, in bytes; a larger one ends the connection with close code 1009. */
    public void setMaxMessageBytes(int maxMessageBytes) {
        this.maxMessageBytes = maxMessageBytes;
    }

    public Duration getConnectTimeout() {
        return connectTimeout;
    }

    /** How long connecting and, again, the handshake may take. */
    public void setConnectTimeout(Duration connectTimeout) {
        this.connectTimeout = connectTimeout;
    }

    public Duration getStallTimeout() {
        return stallTimeout;
    }

    /** A connection that brings no message for so long is closed and opened anew. */
    public void setStallTimeout(Duration stallTimeout) {
        this.stallTimeout = stallTimeout;
    }

    public Duration getCloseTimeout() {
        return closeTimeout;
    }

    /** How long a stop waits for the server's answer to the close frame. */
    public void setCloseTimeout(Duration closeTimeout) {
        this.closeTimeout = closeTimeout;
    }

    public Duration getReconnectDelay() {
        return reconnectDelay;
    }

    /** The bound of the first wait before a new connection; it doubles with each failure, and the wait is random below it. */
    public void setReconnectDelay(Duration reconnectDelay) {
        this.reconnectDelay = reconnectDelay;
    }

    public Duration getMaxReconnectDelay() {
        return maxReconnectDelay;
    }

    /** The largest bound of a wait before a new connection. */
    public void setMaxReconnectDelay(Duration maxReconnectDelay) {
        this.maxReconnectDelay = maxReconnectDelay;
    }

    public boolean isEvents() {
        return events;
    }

    /** Whether the route gets the beginning and the end of the recording too; the header WadiEvent tells which one. */
    public void setEvents(boolean events) {
        this.events = events;
    }

    public String getSubscribe() {
        return subscribe;
    }

    /** Text frames to send at each opening, one a line. */
    public void setSubscribe(String subscribe) {
        this.subscribe = subscribe;
    }

    public Map<String, Object> getHandshakeHeaders() {
        return handshakeHeaders;
    }

    /** HTTP headers of the handshake: {@code header.NAME=value}. */
    public void setHandshakeHeaders(Map<String, Object> handshakeHeaders) {
        this.handshakeHeaders = handshakeHeaders;
    }

    public SSLContextParameters getSslContextParameters() {
        return sslContextParameters;
    }

    /** Trust and key stores for {@code wss://}; by default the JVM's. */
    public void setSslContextParameters(SSLContextParameters sslContextParameters) {
        this.sslContextParameters = sslContextParameters;
    }
}
