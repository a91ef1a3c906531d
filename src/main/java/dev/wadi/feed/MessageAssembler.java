package dev.wadi.feed;

import dev.wadi.feed.Payloads.Message;
import dev.wadi.frame.Kind;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.WebSocketFrame;
import java.util.function.Consumer;

/** Makes messages of one connection's WebSocket frames. Of one over the bound the beginning is left, as {@link Kind#CUT}. */
final class MessageAssembler {

    /** How much is kept of a message that is too large. */
    private static final int BEGINNING_BYTES = 1 << 16;

    private final int maxBytes;
    private final Payloads payloads;
    private final Consumer<Message> messages;
    private Buffer fragments;
    private boolean text;
    private long size;

    MessageAssembler(int maxBytes, Payloads payloads, Consumer<Message> messages) {
        this.maxBytes = maxBytes;
        this.payloads = payloads;
        this.messages = messages;
    }

    void frame(WebSocketFrame frame) {
        if (frame.isText() || frame.isBinary()) {
            text = frame.isText();
            if (frame.isFinal()) {
                whole(frame.binaryData(), frame.binaryData().length());
                return;
            }
            fragments = Buffer.buffer();
            size = 0;
        }
        if (fragments != null && (frame.isContinuation() || !frame.isFinal())) {
            continued(frame);
        }
    }

    private void continued(WebSocketFrame frame) {
        Buffer data = frame.binaryData();
        size += data.length();
        if (size <= maxBytes) {
            fragments.appendBuffer(data);
        } else if (fragments.length() < BEGINNING_BYTES) {
            fragments.appendBuffer(data, 0, Math.min(data.length(), BEGINNING_BYTES - fragments.length()));
        }
        if (frame.isFinal()) {
            whole(fragments, size);
            fragments = null;
        }
    }

    private void whole(Buffer data, long length) {
        if (length > maxBytes) {
            byte[] beginning = data.getBytes(0, Math.min(data.length(), BEGINNING_BYTES));
            messages.accept(new Message(Kind.CUT, beginning, tooLarge(length)));
        } else if (text) {
            messages.accept(payloads.text(data));
        } else {
            messages.accept(payloads.binary(data.getBytes()));
        }
    }

    private String tooLarge(long length) {
        return "a message of " + length + " bytes is over the bound of " + maxBytes + " (maxMessageSize)";
    }
}
