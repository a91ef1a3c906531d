package dev.wadi.feed;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.WebSocketFrame;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.function.Consumer;

/**
 * Makes messages of one connection's WebSocket frames: a {@code String} of a text message, {@code byte[]} of a binary
 * one and of text that is not valid UTF-8, so that not a byte is replaced.
 */
final class MessageAssembler {

    /** Takes a whole message: the payload and its size in bytes. */
    interface Sink {
        void message(Object payload, int bytes);
    }

    private final int maxBytes;
    private final Sink sink;
    private final Consumer<String> tooLarge;
    private Buffer fragments;
    private boolean text;
    private long size;

    /** @param tooLarge is told of a fragmented message over the bound, which is skipped */
    MessageAssembler(int maxBytes, Sink sink, Consumer<String> tooLarge) {
        this.maxBytes = maxBytes;
        this.sink = sink;
        this.tooLarge = tooLarge;
    }

    void frame(WebSocketFrame frame) {
        if (frame.isText() || frame.isBinary()) {
            text = frame.isText();
            if (frame.isFinal()) {
                byte[] bytes = frame.binaryData().getBytes();
                sink.message(text ? decoded(bytes) : bytes, bytes.length);
                return;
            }
            fragments = Buffer.buffer();
            size = 0;
        }
        if (frame.isContinuation() || !frame.isFinal()) {
            continued(frame);
        }
    }

    private void continued(WebSocketFrame frame) {
        if (fragments == null) {
            return;
        }
        Buffer data = frame.binaryData();
        size += data.length();
        if (size <= maxBytes) {
            fragments.appendBuffer(data);
        }
        if (frame.isFinal()) {
            if (size > maxBytes) {
                tooLarge.accept("a message of " + size + " bytes is over the bound of " + maxBytes
                        + " (maxMessageBytes) and was skipped");
            } else {
                byte[] bytes = fragments.getBytes();
                sink.message(text ? decoded(bytes) : bytes, bytes.length);
            }
            fragments = null;
        }
    }

    private static Object decoded(byte[] bytes) {
        String decoded = new String(bytes, StandardCharsets.UTF_8);
        boolean replaced =
                decoded.indexOf('\uFFFD') >= 0 && !Arrays.equals(bytes, decoded.getBytes(StandardCharsets.UTF_8));
        return replaced ? bytes : decoded;
    }
}
