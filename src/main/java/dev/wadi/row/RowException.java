package dev.wadi.row;

import java.io.Serial;

/** A frame that makes no row, and why; it has no stack trace, since frames that make no row are daily business. */
public final class RowException extends RuntimeException {

    @Serial
    private static final long serialVersionUID = 1;

    RowException(String message) {
        super(message, null, false, false);
    }

    static RowException missing(String source) {
        return new RowException("missing " + source);
    }

    static RowException unfit(String source, String expected, Object found) {
        return new RowException(source + " is not " + expected + ": " + shown(found));
    }

    static RowException tooLarge(String source, Object found) {
        return new RowException(source + " is too large a number: " + shown(found));
    }

    private static String shown(Object value) {
        String text = String.valueOf(value);
        String cut = text.length() > 60 ? text.substring(0, 60) + "…" : text;
        return value instanceof CharSequence ? '"' + cut + '"' : cut;
    }
}
