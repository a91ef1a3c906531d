package dev.wadi.frame;

import org.apache.camel.Exchange;

/**
 * The reader of a kept stream, as the steps behind it see it: it is told what has become of its frames, and commits how
 * far they are where they belong, together with the state of the route's {@link Sink}s. What was not committed is read
 * again after a crash or a failure.
 *
 * <p>It travels as the exchange property {@value #PROPERTY}; a stream that is not kept has none.
 */
public interface Reader {

    /** Name of the exchange property that holds the reader. */
    String PROPERTY = "wadiReader";

    /** The reader that the exchange's frame came from, or null. */
    static Reader of(Exchange exchange) {
        return exchange.getProperty(PROPERTY, Reader.class);
    }

    /** The frame waits with others for its batch: its exchange's end says nothing. */
    void gathered(long position);

    /** All frames up to this position are where they belong. */
    void written(long position);

    /** The frames behind the last commit up to this position are not where they belong, and must come again. */
    void failed(long position, Throwable cause);

    /** Whether it is going back to the last commit: what still comes from behind it comes again. */
    boolean isGoingBack();

    /** The state of a sink has changed although no frame came; nothing is gathered at the moment. */
    void changed();

    /** Whether the recording has ended in order and all its frames are where they belong. */
    boolean isEnded();
}
