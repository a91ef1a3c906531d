package dev.wadi.feed;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import org.apache.camel.Category;
import org.apache.camel.Consumer;
import org.apache.camel.Processor;
import org.apache.camel.Producer;
import org.apache.camel.spi.Metadata;
import org.apache.camel.spi.UriEndpoint;
import org.apache.camel.spi.UriParam;
import org.apache.camel.spi.UriPath;
import org.apache.camel.support.DefaultEndpoint;

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

    private static final Pattern PLACEHOLDER = Pattern.compile("\\{\\{([^{}]+)}}");

    @UriPath(description = "The name of the feed in messages, health and metrics.")
    @Metadata(required = true)
    private final String name;

    @UriParam
    private FeedConfiguration configuration = new FeedConfiguration();

    @UriParam
    private Conversation conversation = new Conversation();

    private final FeedStatus feedStatus = new FeedStatus();
    private FeedUrl url;
    private List<String> subscription = List.of();

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
        String typed = configuration.getUrl();
        if (typed == null || typed.isBlank()) {
            throw new IllegalArgumentException("feed:" + name + " needs the option url, as in wss://host/path.");
        }
        url = FeedUrl.parse(typed);
        positive("queueFrames", configuration.getQueueFrames());
        positive("queueBytes", configuration.getQueueBytes());
        positive("maxMessageSize", configuration.getMaxMessageSize());
        positive("connectTimeout", configuration.getConnectTimeout().toMillis());
        positive("closeTimeout", configuration.getCloseTimeout().toMillis());
        positive("reconnectDelay", configuration.getReconnectDelay().toMillis());
        positive("maxReconnectDelay", configuration.getMaxReconnectDelay().toMillis());
        positive("stallTimeout", conversation.getStallTimeout().toMillis());
        positive("pongTimeout", conversation.getPongTimeout().toMillis());
        positive("keepAliveInterval", conversation.getKeepAliveInterval().toMillis());
        must(
                "maxAttempts",
                configuration.getMaxAttempts() >= 0,
                "0 (no end) or greater",
                configuration.getMaxAttempts());
        notNegative("pingInterval", conversation.getPingInterval());
        notNegative("subscribeDelay", conversation.getSubscribeDelay());
        must(
                "encoding",
                configuration.getEncoding().matches("auto|none|gzip|zlib"),
                "auto, none, gzip or zlib",
                configuration.getEncoding());
        expression("heartbeat", conversation.getHeartbeat());
        expression("acknowledgement", conversation.getAcknowledgement());
        must(
                "heartbeatAnswer",
                conversation.getHeartbeatAnswer() == null || conversation.getHeartbeat() != null,
                "given together with heartbeat, the expression of what it answers",
                "no heartbeat");
        heartbeatAnswer(conversation.getHeartbeat(), conversation.getHeartbeatAnswer());
        subscription = subscription();
    }

    private void heartbeatAnswer(String heartbeat, String answer) {
        if (answer != null) {
            try {
                // the empty alternative is found at once
                Matcher matcher = Pattern.compile("|" + heartbeat).matcher("");
                must("heartbeatAnswer", matcher.find(), "usable", answer);
                matcher.appendReplacement(new StringBuilder(), answer);
            } catch (IllegalArgumentException | IndexOutOfBoundsException wrong) {
                must(
                        "heartbeatAnswer",
                        false,
                        "text in which $1 stands for a group that heartbeat has, and \\$ for a dollar sign",
                        answer + ": " + wrong.getMessage());
            }
        }
    }

    private void positive(String option, long value) {
        must(option, value > 0, "greater than 0", value);
    }

    private void notNegative(String option, Duration value) {
        must(option, !value.isNegative(), "0 or greater", value);
    }

    private void must(String option, boolean right, String expected, Object found) {
        if (!right) {
            throw new IllegalArgumentException(
                    "feed:" + name + ": " + option + " must be " + expected + ", found " + found + ".");
        }
    }

    private void expression(String option, String value) {
        try {
            Pattern.compile(value == null ? "" : value);
        } catch (PatternSyntaxException wrong) {
            throw new IllegalArgumentException(
                    "feed:" + name + ": " + option + " must be a regular expression, found " + value + ": "
                            + wrong.getDescription() + ".",
                    wrong);
        }
    }

    private List<String> subscription() throws IOException {
        List<String> frames = new ArrayList<>(TextFrames.of(conversation.getSubscribe()));
        if (conversation.getSubscribeFile() != null) {
            Path file = Path.of(conversation.getSubscribeFile());
            must("subscribeFile", Files.isReadable(file), "a file that can be read", file.toAbsolutePath());
            // not Camel's own way, for which the }} that ends a JSON object in another is a broken placeholder
            String text = PLACEHOLDER
                    .matcher(Files.readString(file))
                    .replaceAll(found ->
                            Matcher.quoteReplacement(getCamelContext().resolvePropertyPlaceholders(found.group())));
            frames.addAll(TextFrames.of(text));
        }
        return List.copyOf(frames);
    }

    /** Without the options, which may be secrets: Camel shows it in messages. */
    @Override
    public String toString() {
        return "feed:" + name;
    }

    @Override
    public FeedComponent getComponent() {
        return (FeedComponent) super.getComponent();
    }

    /** What the connection is doing. */
    public FeedStatus status() {
        return feedStatus;
    }

    /** The URL; as text it holds no secrets. */
    FeedUrl url() {
        return url;
    }

    /** The URL without what may be a secret in it. */
    public String shownUrl() {
        return url.toString();
    }

    /** The frames to send at each opening. */
    List<String> subscribeFrames() {
        return subscription;
    }

    public String getName() {
        return name;
    }

    public FeedConfiguration getConfiguration() {
        return configuration;
    }

    public void setConfiguration(FeedConfiguration configuration) {
        this.configuration = configuration;
    }

    public Conversation getConversation() {
        return conversation;
    }

    public void setConversation(Conversation conversation) {
        this.conversation = conversation;
    }
}
