package dev.wadi.feed;

import java.time.Duration;
import java.util.Map;
import org.apache.camel.spi.Metadata;
import org.apache.camel.spi.UriParam;
import org.apache.camel.spi.UriParams;
import org.apache.camel.support.jsse.SSLContextParameters;

/** Where a feed connects to, and how. */
@UriParams
public class FeedConfiguration {

    @UriParam
    @Metadata(required = true)
    private String url;

    @UriParam(defaultValue = "4096")
    private int queueFrames = 4_096;

    @UriParam(defaultValue = "33554432")
    private long queueBytes = 32L << 20;

    @UriParam(defaultValue = "16777216")
    private int maxMessageSize = 16 << 20;

    @UriParam(defaultValue = "auto", enums = "auto,none,gzip,zlib")
    private String encoding = "auto";

    @UriParam(defaultValue = "10s")
    private Duration connectTimeout = Duration.ofSeconds(10);

    @UriParam(defaultValue = "1s")
    private Duration closeTimeout = Duration.ofSeconds(1);

    @UriParam(defaultValue = "100ms")
    private Duration reconnectDelay = Duration.ofMillis(100);

    @UriParam(defaultValue = "30s")
    private Duration maxReconnectDelay = Duration.ofSeconds(30);

    @UriParam
    private int maxAttempts;

    @UriParam
    private boolean events;

    @UriParam(label = "security")
    private String subprotocols;

    @UriParam(label = "security")
    private String origin;

    @UriParam(prefix = "header.", multiValue = true, label = "security")
    private Map<String, Object> handshakeHeaders = Map.of();

    @UriParam(label = "security")
    private SSLContextParameters sslContextParameters;

    public String getUrl() {
        return url;
    }

    /**
     * The stream's URL, beginning with ws:// or wss://; its path and query reach the server as typed. User and password in
     * it are sent as an Authorization header.
     */
    public void setUrl(String url) {
        this.url = url;
    }

    public int getQueueFrames() {
        return queueFrames;
    }

    /**
     * How many frames may wait for the route before the socket is paused. More cost time: what waits long has left the
     * processor's cache, and is moved by the garbage collector.
     */
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

    public int getMaxMessageSize() {
        return maxMessageSize;
    }

    /** The largest message in bytes, as sent and when it is inflated. Of a larger one the beginning is kept, as a reject. */
    public void setMaxMessageSize(int maxMessageSize) {
        this.maxMessageSize = maxMessageSize;
    }

    public String getEncoding() {
        return encoding;
    }

    /**
     * What binary messages are: gzip or zlib, which is inflated, or neither. With auto their first bytes tell. What is UTF-8
     * then becomes text; none leaves them as they are.
     */
    public void setEncoding(String encoding) {
        this.encoding = encoding;
    }

    public Duration getConnectTimeout() {
        return connectTimeout;
    }

    /** How long connecting and, again, the handshake may take. */
    public void setConnectTimeout(Duration connectTimeout) {
        this.connectTimeout = connectTimeout;
    }

    public Duration getCloseTimeout() {
        return closeTimeout;
    }

    /** How long a close waits for the server's answer to the close frame. */
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

    /** The largest bound of a wait before a new connection. A longer Retry-After of the server is honoured all the same. */
    public void setMaxReconnectDelay(Duration maxReconnectDelay) {
        this.maxReconnectDelay = maxReconnectDelay;
    }

    public int getMaxAttempts() {
        return maxAttempts;
    }

    /** After so many connections in a row that failed or brought no data the feed gives up. 0 is never. */
    public void setMaxAttempts(int maxAttempts) {
        this.maxAttempts = maxAttempts;
    }

    public boolean isEvents() {
        return events;
    }

    /**
     * Whether the route gets what happens too, in order with the messages: start, open, stall, pause, close, stop. The header
     * WadiEvent tells which one, the body is a JSON object that says more.
     */
    public void setEvents(boolean events) {
        this.events = events;
    }

    public String getSubprotocols() {
        return subprotocols;
    }

    /** WebSocket subprotocols to offer, separated by commas. */
    public void setSubprotocols(String subprotocols) {
        this.subprotocols = subprotocols;
    }

    public String getOrigin() {
        return origin;
    }

    /** The Origin header of the handshake. By default none is sent. */
    public void setOrigin(String origin) {
        this.origin = origin;
    }

    public Map<String, Object> getHandshakeHeaders() {
        return handshakeHeaders;
    }

    /** HTTP headers of the handshake, as header.NAME=value. */
    public void setHandshakeHeaders(Map<String, Object> handshakeHeaders) {
        this.handshakeHeaders = handshakeHeaders;
    }

    public SSLContextParameters getSslContextParameters() {
        return sslContextParameters;
    }

    /** Trust and key stores for wss://; by default the JVM's. Certificate and host name are always verified. */
    public void setSslContextParameters(SSLContextParameters sslContextParameters) {
        this.sslContextParameters = sslContextParameters;
    }
}
