package dev.wadi.testing;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.util.Locale;

/** The bytes of one connection to a {@link FrameServer}: the request that opened it, and frames in both directions. */
abstract class Connection {

    private final Socket socket;
    private final InputStream in;
    private final OutputStream out;
    private final String request;

    Connection(Socket socket) throws IOException {
        this.socket = socket;
        in = new BufferedInputStream(socket.getInputStream());
        out = new BufferedOutputStream(socket.getOutputStream(), 1 << 16);
        StringBuilder head = new StringBuilder();
        while (head.indexOf("\r\n\r\n") < 0) {
            int next = in.read();
            if (next < 0) {
                throw new IOException("closed before the request ended");
            }
            head.append((char) next);
        }
        request = head.toString();
    }

    public String request() {
        return request;
    }

    /** The value of a header of the request, or null. */
    public String header(String name) {
        return request.lines()
                .filter(line -> line.toLowerCase(Locale.ROOT).startsWith(name.toLowerCase(Locale.ROOT) + ":"))
                .map(line -> line.substring(name.length() + 1).strip())
                .findFirst()
                .orElse(null);
    }

    public void raw(byte[] bytes) throws IOException {
        out.write(bytes);
    }

    /** A frame with this first byte: FIN bit and opcode. */
    public void frame(int first, byte[] payload) throws IOException {
        out.write(first);
        if (payload.length < 126) {
            out.write(payload.length);
        } else if (payload.length < 65_536) {
            out.write(126);
            out.write(payload.length >> 8);
            out.write(payload.length);
        } else {
            out.write(127);
            out.write(ByteBuffer.allocate(8).putLong(payload.length).array());
        }
        out.write(payload);
    }

    public void flush() throws IOException {
        out.flush();
    }

    /** The client's next frame, whatever it is, once what was written is sent; null when it has gone. */
    public ClientFrame read() throws IOException {
        flush();
        return receive();
    }

    /** The client's next frame, whatever has become of what was written. */
    public ClientFrame receive() throws IOException {
        return ClientFrame.read(in);
    }

    /** Answers nothing, and does not close either, until the client has closed its side or the server ends. */
    public void playDead() throws IOException {
        while (in.read() >= 0) {
            // nothing is said
        }
    }

    /** Ends the TCP connection as a crash does: with a reset, in the midst of whatever was being sent. */
    public void reset() throws IOException {
        flush();
        socket.setSoLinger(true, 0);
        socket.close();
    }
}
