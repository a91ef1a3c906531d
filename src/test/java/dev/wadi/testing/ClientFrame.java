package dev.wadi.testing;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/** A WebSocket frame as a client sends it: whole and masked, by RFC 6455. */
public final class ClientFrame {

    public static final int TEXT = 1;
    public static final int CLOSE = 8;
    public static final int PING = 9;
    public static final int PONG = 10;

    private final int opcode;
    private final byte[] payload;

    private ClientFrame(int opcode, byte[] payload) {
        this.opcode = opcode;
        this.payload = payload;
    }

    /** Reads one frame; null at the end of the connection. */
    static ClientFrame read(InputStream in) throws IOException {
        int first = in.read();
        if (first < 0) {
            return null;
        }
        int second = in.read();
        if ((first & 0x80) == 0 || (second & 0x80) == 0) {
            throw new IOException("a client's frame must be whole and masked, found " + first + " " + second);
        }
        int length = second & 0x7F;
        if (length == 126) {
            length = ByteBuffer.wrap(exactly(in, 2)).getShort() & 0xFFFF;
        } else if (length == 127) {
            length = Math.toIntExact(ByteBuffer.wrap(exactly(in, 8)).getLong());
        }
        byte[] mask = exactly(in, 4);
        byte[] payload = exactly(in, length);
        for (int i = 0; i < length; i++) {
            payload[i] ^= mask[i % 4];
        }
        return new ClientFrame(first & 0x0F, payload);
    }

    private static byte[] exactly(InputStream in, int length) throws IOException {
        byte[] bytes = in.readNBytes(length);
        if (bytes.length < length) {
            throw new EOFException("the client went away within a frame");
        }
        return bytes;
    }

    public int opcode() {
        return opcode;
    }

    public byte[] payload() {
        return payload;
    }

    public String text() {
        return new String(payload, StandardCharsets.UTF_8);
    }

    /** The code of a close frame. */
    public int code() {
        return ByteBuffer.wrap(payload).getShort() & 0xFFFF;
    }
}
