package dev.wadi.feed;

import dev.wadi.frame.Kind;
import io.vertx.core.buffer.Buffer;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.function.Supplier;
import java.util.zip.GZIPInputStream;
import java.util.zip.InflaterInputStream;

/**
 * Makes of the bytes of a message what they mean: text of what is UTF-8, and of what is compressed text. Not a byte is
 * replaced or dropped: what is something else stays as it came.
 */
final class Payloads {

    /**
     * A message.
     *
     * @param payload a {@code String} of a text, else {@code byte[]}
     * @param reason why it can only be turned away, for {@link Kind#CUT}; else null
     */
    record Message(Kind kind, Object payload, String reason) {}

    private final String encoding;
    private final int maxBytes;

    /**
     * @param encoding auto, none, gzip or zlib
     * @param maxBytes a message that inflates to more is not
     */
    Payloads(String encoding, int maxBytes) {
        this.encoding = encoding;
        this.maxBytes = maxBytes;
    }

    Message text(Buffer data) {
        return decoded(data.toString(StandardCharsets.UTF_8), data::getBytes);
    }

    Message binary(byte[] bytes) {
        if (encoding.equals("none")) {
            return new Message(Kind.BINARY, bytes, null);
        }
        String compression = encoding.equals("auto") ? compression(bytes) : encoding;
        if (compression == null) {
            return decoded(bytes);
        }
        byte[] inflated;
        boolean tooLarge;
        try (InputStream in = open(compression, bytes)) {
            inflated = in.readNBytes(maxBytes);
            tooLarge = in.read() >= 0;
        } catch (IOException broken) {
            return encoding.equals("auto")
                    ? decoded(bytes)
                    : new Message(Kind.CUT, bytes, "not " + compression + ": " + reason(broken));
        }
        if (tooLarge) {
            return new Message(
                    Kind.CUT,
                    bytes,
                    "inflates to more than " + maxBytes + " bytes (maxMessageSize), from " + bytes.length);
        }
        return decoded(inflated);
    }

    private static String reason(IOException broken) {
        return broken.getMessage() == null ? broken.getClass().getSimpleName() : broken.getMessage();
    }

    private static InputStream open(String compression, byte[] bytes) throws IOException {
        InputStream in = new ByteArrayInputStream(bytes);
        return compression.equals("gzip") ? new GZIPInputStream(in, 8192) : new InflaterInputStream(in);
    }

    /** By RFC 1952 and RFC 1950: what the first bytes say, or null. No JSON begins so. */
    private static String compression(byte[] bytes) {
        if (bytes.length < 2) {
            return null;
        }
        int first = bytes[0] & 0xFF;
        int second = bytes[1] & 0xFF;
        if (first == 0x1F && second == 0x8B) {
            return "gzip";
        }
        return first == 0x78 && (first << 8 | second) % 31 == 0 ? "zlib" : null;
    }

    private static Message decoded(byte[] bytes) {
        return decoded(new String(bytes, StandardCharsets.UTF_8), () -> bytes);
    }

    /** The text, unless something had to be replaced in it; the bytes are asked for only where that may be. */
    private static Message decoded(String text, Supplier<byte[]> bytes) {
        if (text.indexOf('\uFFFD') >= 0) {
            byte[] sent = bytes.get();
            if (!Arrays.equals(sent, text.getBytes(StandardCharsets.UTF_8))) {
                return new Message(Kind.BINARY, sent, null);
            }
        }
        return new Message(Kind.TEXT, text, null);
    }
}
