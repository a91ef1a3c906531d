package dev.wadi.frame;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import org.apache.camel.Exchange;

/**
 * One message as it was received, or one event of its connection, and where it stands in its stream.
 *
 * <p>It travels as the exchange property {@value #PROPERTY} from the source to the sink, unchanged by what the steps
 * between make of the body, so that a reject can still show what came.
 *
 * @param position sequence number in the stream, from 1
 * @param follows position of the frame that the route got before this one, 0 for the first: equal to
 *     {@code position - 1} unless events that the route does not see stand between
 * @param run number of the run it came in, from 1; a run ends with an orderly stop of the program
 * @param connection number of the connection it came on, from 1; 0 where there is none
 * @param receivedNanos receive time, nanoseconds since 1970-01-01T00:00Z
 * @param kind what it is, which also tells what the payload is
 * @param payload the text as a {@code String}, or the bytes as {@code byte[]}
 * @param reason why it can only be turned away; null for all but {@link Kind#CUT}
 */
public record Frame(
        long position,
        long follows,
        int run,
        int connection,
        long receivedNanos,
        Kind kind,
        Object payload,
        String reason) {

    /** Name of the exchange property that holds the frame. */
    public static final String PROPERTY = "wadiFrame";

    /** Name of the header that says what event an exchange is; absent where it is a message. */
    public static final String EVENT_HEADER = "WadiEvent";

    /** The frame that the exchange carries, or null where its source was none of Wadi's. */
    public static Frame of(Exchange exchange) {
        return exchange.getProperty(PROPERTY, Frame.class);
    }

    /** Puts this frame into an exchange: property, body, and the header where it is an event. */
    public void into(Exchange exchange) {
        exchange.setProperty(PROPERTY, this);
        exchange.getMessage().setBody(payload);
        if (kind.isEvent()) {
            exchange.getMessage().setHeader(EVENT_HEADER, kind.word());
        }
    }

    /** Nanoseconds since 1970 of an instant, as {@link #receivedNanos()} has them. */
    public static long nanos(Instant at) {
        return at.getEpochSecond() * 1_000_000_000L + at.getNano();
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
