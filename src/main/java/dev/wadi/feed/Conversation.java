package dev.wadi.feed;

import java.time.Duration;
import org.apache.camel.spi.UriParam;
import org.apache.camel.spi.UriParams;

/** What a feed says on its connection, and what it expects to hear. */
@UriParams
public class Conversation {

    @UriParam(label = "subscription")
    private String subscribe;

    @UriParam(label = "subscription")
    private String subscribeFile;

    @UriParam(label = "subscription", defaultValue = "0")
    private Duration subscribeDelay = Duration.ZERO;

    @UriParam(label = "subscription")
    private String unsubscribe;

    @UriParam(label = "liveness", defaultValue = "60s")
    private Duration stallTimeout = Duration.ofSeconds(60);

    @UriParam(label = "liveness", defaultValue = "30s")
    private Duration pingInterval = Duration.ofSeconds(30);

    @UriParam(label = "liveness", defaultValue = "30s")
    private Duration pongTimeout = Duration.ofSeconds(30);

    @UriParam(label = "liveness")
    private String heartbeat;

    @UriParam(label = "liveness")
    private String heartbeatAnswer;

    @UriParam(label = "liveness")
    private String acknowledgement;

    @UriParam(label = "liveness")
    private String keepAlive;

    @UriParam(label = "liveness", defaultValue = "20s")
    private Duration keepAliveInterval = Duration.ofSeconds(20);

    public String getSubscribe() {
        return subscribe;
    }

    /** Text frames to send at each opening: JSON objects or arrays, one after another, or one other text. */
    public void setSubscribe(String subscribe) {
        this.subscribe = subscribe;
    }

    public String getSubscribeFile() {
        return subscribeFile;
    }

    /**
     * A file of further frames to send at each opening: JSON objects or arrays, or lines of other text; placeholders such as
     * {{env:TOKEN}} are resolved in it.
     */
    public void setSubscribeFile(String subscribeFile) {
        this.subscribeFile = subscribeFile;
    }

    public Duration getSubscribeDelay() {
        return subscribeDelay;
    }

    /** The pause between two subscribe frames, for servers that limit how fast they may come. */
    public void setSubscribeDelay(Duration subscribeDelay) {
        this.subscribeDelay = subscribeDelay;
    }

    public String getUnsubscribe() {
        return unsubscribe;
    }

    /** Text frames to send before an orderly close, as in subscribe. */
    public void setUnsubscribe(String unsubscribe) {
        this.unsubscribe = unsubscribe;
    }

    public Duration getStallTimeout() {
        return stallTimeout;
    }

    /** A connection that brings no data for so long is closed and opened anew. Heartbeats and acknowledgements are no data. */
    public void setStallTimeout(Duration stallTimeout) {
        this.stallTimeout = stallTimeout;
    }

    public Duration getPingInterval() {
        return pingInterval;
    }

    /** How often a WebSocket ping is sent. 0 sends none. */
    public void setPingInterval(Duration pingInterval) {
        this.pingInterval = pingInterval;
    }

    public Duration getPongTimeout() {
        return pongTimeout;
    }

    /** A connection that does not answer a ping in this time is closed and opened anew. */
    public void setPongTimeout(Duration pongTimeout) {
        this.pongTimeout = pongTimeout;
    }

    public String getHeartbeat() {
        return heartbeat;
    }

    /** A regular expression that is found in the server's heartbeats, messages of at most 1,024 characters that are no data. */
    public void setHeartbeat(String heartbeat) {
        this.heartbeat = heartbeat;
    }

    public String getHeartbeatAnswer() {
        return heartbeatAnswer;
    }

    /** What a heartbeat is answered with; $1 in it stands for the first group of the expression. By default nothing. */
    public void setHeartbeatAnswer(String heartbeatAnswer) {
        this.heartbeatAnswer = heartbeatAnswer;
    }

    public String getAcknowledgement() {
        return acknowledgement;
    }

    /** A regular expression that is found in answers to subscribe frames, messages of at most 1,024 characters that are no data. */
    public void setAcknowledgement(String acknowledgement) {
        this.acknowledgement = acknowledgement;
    }

    public String getKeepAlive() {
        return keepAlive;
    }

    /** A text frame to send again and again, such as ping, where the server closes a silent connection. */
    public void setKeepAlive(String keepAlive) {
        this.keepAlive = keepAlive;
    }

    public Duration getKeepAliveInterval() {
        return keepAliveInterval;
    }

    /** How often the keepAlive text is sent. */
    public void setKeepAliveInterval(Duration keepAliveInterval) {
        this.keepAliveInterval = keepAliveInterval;
    }
}
