package dev.wadi.frame;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import org.apache.camel.Exchange;

/**
 * One message as it was received, and where it stands in its stream.
 *
 * <p>It travels as the exchange property {@value #PROPERTY} from the source to the sink, unchanged by what the steps
 * between make of the body, so that a reject can still show what came.
 *
 * @param position sequence number in the stream, from 1, without a gap
 * @param connection number of the connection it came on, from 1
 * @param receivedNanos receive time, nanoseconds since 1970-01-01T00:00Z
 * @param payload the text as a {@code String}, or the bytes ({@code byte[]}) of a binary message or of a text message
 *     that is not valid UTF-8
 */
public record Frame(long position, int connection, long receivedNanos, Object payload) {

    /** Name of the exchange property that holds the frame. */
    public static final String PROPERTY = "wadiFrame";

    /** The frame that the exchange carries, or null where its source was none of Wadi's. */
    public static Frame of(Exchange exchange) {
        return exchange.getProperty(PROPERTY, Frame.class);
    }

    /** The receive time. */
    public Instant received() {
        return Instant.ofEpochSecond(
                Math.floorDiv(receivedNanos, 1_000_000_000L), Math.floorMod(receivedNanos, 1_000_000_000L));
    }

    /** The payload as text; bytes that are not UTF-8 are replaced, so for people's eyes only. */
    public String text() {
        return payload instanceof byte[] bytes ? new String(bytes, StandardCharsets.UTF_8) : (String) payload;
    }
}
