package dev.wadi.frame;

import java.util.Locale;

/** What a {@link Frame} is: a message, or something that happened to the connection or the program. */
public enum Kind {
    /** A text message; the payload is a {@code String}. */
    TEXT,
    /** A binary message, or a text message that is not valid UTF-8; the payload is a {@code byte[]}. */
    BINARY,
    /** The beginning of a message that was over the size bound or could not be decoded; the payload is a {@code byte[]}. */
    CUT,
    /** The connection was opened. */
    OPEN,
    /** The connection was closed or lost. */
    CLOSE,
    /** No data came for too long. */
    STALL,
    /** The connection was held back, since the route was slower than the stream. */
    PAUSE,
    /** The program has begun to record. */
    START,
    /** The program has ended in order. */
    STOP,
    /** It was listening, and nothing has come: only time has passed. What comes behind it is received no earlier. */
    TICK;

    /** Whether it is no message; the payload is then a JSON object, as text, that says what happened. */
    public boolean isEvent() {
        return compareTo(CUT) > 0;
    }

    /** The name in lower case, as it is written in headers and journals. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
