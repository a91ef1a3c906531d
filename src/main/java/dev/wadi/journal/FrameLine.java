package dev.wadi.journal;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.wadi.frame.Frame;
import dev.wadi.frame.Kind;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;

/**
 * One line of a segment: position, receive time, connection, form and payload, separated by tabs, ended by a line feed.
 *
 * <pre>
 * 17 ⇥ 2026-11-24T02:50:50.253000000Z ⇥ 1 ⇥ text ⇥ {"e":"trade", …}
 * </pre>
 *
 * <p>The form is the kind of the frame in lower case, with {@code 64} behind it where the payload is in base64 since it
 * is binary or holds a line break. Not thread-safe: it remembers the second that it wrote or read last.
 */
final class FrameLine {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int SECOND_CHARS = "2026-11-24T02:50:50".length();
    private static final int TIME_CHARS = SECOND_CHARS + ".253000000Z".length();
    private static final String ENCODED = "64";
    private static final Map<String, Kind> KINDS = new HashMap<>();

    static {
        for (Kind kind : Kind.values()) {
            KINDS.put(kind.word(), kind);
        }
    }

    /** A line is not one of a journal. */
    static final class DamagedException extends Exception {
        private static final long serialVersionUID = 1;

        DamagedException(String message) {
            super(message);
        }
    }

    private long second = Long.MIN_VALUE;
    private byte[] secondText = {};

    /** The line of a frame, its line feed included. */
    byte[] of(long position, long receivedNanos, int connection, Kind kind, Object payload, String reason) {
        byte[] bytes = payload instanceof byte[] given
                ? given
                : String.valueOf(payload).getBytes(StandardCharsets.UTF_8);
        String form = kind.word();
        if (kind == Kind.CUT) {
            ObjectNode cut = JSON.createObjectNode().put("reason", reason).put("payload64", bytes);
            bytes = cut.toString().getBytes(StandardCharsets.UTF_8);
        } else if (kind == Kind.BINARY || breaksLine(bytes)) {
            form += ENCODED;
            bytes = Base64.getEncoder().encode(bytes);
        }
        byte[] head = (position + "\t").getBytes(StandardCharsets.US_ASCII);
        byte[] middle = ("\t" + connection + "\t" + form + "\t").getBytes(StandardCharsets.US_ASCII);
        byte[] line = new byte[head.length + TIME_CHARS + middle.length + bytes.length + 1];
        System.arraycopy(head, 0, line, 0, head.length);
        putTime(receivedNanos, line, head.length);
        System.arraycopy(middle, 0, line, head.length + TIME_CHARS, middle.length);
        System.arraycopy(bytes, 0, line, line.length - 1 - bytes.length, bytes.length);
        line[line.length - 1] = '\n';
        return line;
    }

    private static boolean breaksLine(byte[] bytes) {
        for (byte b : bytes) {
            if (b == '\n' || b == '\r' || b == 0) {
                return true;
            }
        }
        return false;
    }

    private void putTime(long nanos, byte[] line, int at) {
        long seconds = Math.floorDiv(nanos, 1_000_000_000L);
        if (seconds != second) {
            secondText = Instant.ofEpochSecond(seconds)
                    .toString()
                    .substring(0, SECOND_CHARS)
                    .getBytes(StandardCharsets.US_ASCII);
            second = seconds;
        }
        System.arraycopy(secondText, 0, line, at, SECOND_CHARS);
        line[at + SECOND_CHARS] = '.';
        int rest = (int) Math.floorMod(nanos, 1_000_000_000L);
        for (int i = SECOND_CHARS + 9; i > SECOND_CHARS; i--) {
            line[at + i] = (byte) ('0' + rest % 10);
            rest /= 10;
        }
        line[at + TIME_CHARS - 1] = 'Z';
    }

    /** The number that the line begins with. */
    static long position(byte[] bytes, int from, int to) throws DamagedException {
        return number(bytes, from, tab(bytes, from, to));
    }

    /** The kind of the frame in the line. */
    static Kind kind(byte[] bytes, int from, int to) throws DamagedException {
        int form = form(bytes, from, to);
        return kindOf(text(bytes, form, tab(bytes, form, to)));
    }

    /** The frame in the line, which stands in the bytes without its line feed. */
    Frame frame(byte[] bytes, int from, int to, long follows, int run) throws DamagedException {
        int time = tab(bytes, from, to) + 1;
        int connection = time + TIME_CHARS + 1;
        int form = form(bytes, from, to);
        int payload = tab(bytes, form, to) + 1;
        String word = text(bytes, form, payload - 1);
        Kind kind = kindOf(word);
        Object content;
        String reason = null;
        if (kind == Kind.CUT) {
            JsonNode cut = cut(text(bytes, payload, to));
            content = decoded(cut.path("payload64").asText());
            reason = cut.path("reason").asText();
        } else if (word.endsWith(ENCODED)) {
            byte[] decoded = decoded(text(bytes, payload, to));
            content = kind == Kind.BINARY ? decoded : new String(decoded, StandardCharsets.UTF_8);
        } else {
            content = new String(bytes, payload, to - payload, StandardCharsets.UTF_8);
        }
        return new Frame(
                position(bytes, from, to),
                follows,
                run,
                (int) number(bytes, connection, form - 1),
                nanos(bytes, time),
                kind,
                content,
                reason);
    }

    private static int form(byte[] bytes, int from, int to) throws DamagedException {
        int time = tab(bytes, from, to) + 1;
        if (tab(bytes, time, to) != time + TIME_CHARS) {
            throw new DamagedException("a receive time such as 2026-11-24T02:50:50.253000000Z is expected");
        }
        return tab(bytes, time + TIME_CHARS + 1, to) + 1;
    }

    private long nanos(byte[] bytes, int at) throws DamagedException {
        if (!Arrays.equals(bytes, at, at + SECOND_CHARS, secondText, 0, secondText.length)) {
            String text = text(bytes, at, at + SECOND_CHARS);
            try {
                second = Instant.parse(text + "Z").getEpochSecond();
            } catch (DateTimeException e) {
                throw new DamagedException("'" + text + "' is no time");
            }
            secondText = text.getBytes(StandardCharsets.US_ASCII);
        }
        return second * 1_000_000_000L + number(bytes, at + SECOND_CHARS + 1, at + TIME_CHARS - 1);
    }

    private static Kind kindOf(String form) throws DamagedException {
        Kind kind = KINDS.get(form.endsWith(ENCODED) ? form.substring(0, form.length() - 2) : form);
        if (kind == null) {
            throw new DamagedException("'" + form + "' is no form of a frame");
        }
        return kind;
    }

    private static JsonNode cut(String text) throws DamagedException {
        try {
            return JSON.readTree(text);
        } catch (JsonProcessingException e) {
            throw new DamagedException("a cut frame is not JSON");
        }
    }

    private static byte[] decoded(String base64) throws DamagedException {
        try {
            return Base64.getDecoder().decode(base64);
        } catch (IllegalArgumentException e) {
            throw new DamagedException("base64 is expected");
        }
    }

    private static String text(byte[] bytes, int from, int to) {
        return new String(bytes, from, to - from, StandardCharsets.UTF_8);
    }

    private static int tab(byte[] bytes, int from, int to) throws DamagedException {
        for (int i = from; i < to; i++) {
            if (bytes[i] == '\t') {
                return i;
            }
        }
        throw new DamagedException("five fields separated by tabs are expected");
    }

    private static long number(byte[] bytes, int from, int to) throws DamagedException {
        long number = 0;
        for (int i = from; i < to; i++) {
            if (bytes[i] < '0' || bytes[i] > '9' || i - from > 17) {
                throw new DamagedException("'" + text(bytes, from, to) + "' is no number");
            }
            number = number * 10 + bytes[i] - '0';
        }
        if (from >= to) {
            throw new DamagedException("a number is expected");
        }
        return number;
    }
}
