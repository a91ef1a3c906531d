package dev.wadi.testing;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * A WebSocket server of raw sockets on a free loopback port, which shares no code with the client under test. Every
 * connection is served by the script, on a thread of its own.
 */
public final class FrameServer implements AutoCloseable {

    /** What the server does on one connection; an IOException ends it. */
    public interface Script {
        void serve(Peer peer) throws IOException;
    }

    private final ServerSocket listener;
    private final Script script;
    private final List<String> requests = new CopyOnWriteArrayList<>();
    private final List<Socket> sockets = new CopyOnWriteArrayList<>();

    public FrameServer(Script script) throws IOException {
        this.script = script;
        this.listener = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        Thread acceptor = new Thread(this::accept, "frame-server");
        acceptor.setDaemon(true);
        acceptor.start();
    }

    /** A server that opens each connection, sends these text frames, and waits for the client to close. */
    public static FrameServer sending(List<String> frames) throws IOException {
        return new FrameServer(peer -> {
            peer.open();
            for (String frame : frames) {
                peer.text(frame);
            }
            peer.flush();
            peer.awaitClose();
        });
    }

    public int port() {
        return listener.getLocalPort();
    }

    /** The URL of a path on this server. */
    public String url(String path) {
        return "ws://127.0.0.1:" + port() + path;
    }

    /** The first line of each request so far. */
    public List<String> requests() {
        return requests;
    }

    private void accept() {
        while (!listener.isClosed()) {
            try {
                Socket socket = listener.accept();
                sockets.add(socket);
                Thread thread = new Thread(() -> serve(socket), "frame-server-peer");
                thread.setDaemon(true);
                thread.start();
            } catch (IOException closed) {
                return;
            }
        }
    }

    private void serve(Socket socket) {
        try (socket) {
            Peer peer = new Peer(socket);
            requests.add(peer.request().lines().findFirst().orElse(""));
            script.serve(peer);
        } catch (IOException ended) {
            // the client went away, as clients do
        }
    }

    @Override
    public void close() throws IOException {
        listener.close();
        for (Socket socket : sockets) {
            socket.close();
        }
    }

    /** One connection, from the server's side. */
    public static final class Peer {

        private final InputStream in;
        private final OutputStream out;
        private final String request;

        Peer(Socket socket) throws IOException {
            in = socket.getInputStream();
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

        /** Answers the handshake with 101. */
        public void open() throws IOException {
            String key = request.lines()
                    .filter(line -> line.toLowerCase(java.util.Locale.ROOT).startsWith("sec-websocket-key:"))
                    .map(line -> line.substring(18).strip())
                    .findFirst()
                    .orElseThrow();
            raw(
                    ("HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Accept: "
                                    + accept(key) + "\r\n\r\n")
                            .getBytes(StandardCharsets.ISO_8859_1));
        }

        private static String accept(String key) {
            try {
                byte[] digest = MessageDigest.getInstance("SHA-1")
                        .digest((key + "258EAFA5-E914-47DA-95CA-C5AB0DC85B11").getBytes(StandardCharsets.ISO_8859_1));
                return Base64.getEncoder().encodeToString(digest);
            } catch (GeneralSecurityException e) {
                throw new IllegalStateException(e);
            }
        }

        public void raw(byte[] bytes) throws IOException {
            out.write(bytes);
        }

        public void text(String text) throws IOException {
            frame(0x81, text.getBytes(StandardCharsets.UTF_8));
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

        public void closeFrame(int code) throws IOException {
            frame(0x88, new byte[] {(byte) (code >> 8), (byte) code});
            flush();
        }

        public void flush() throws IOException {
            out.flush();
        }

        /** Reads until the client closes; answers its close frame. */
        public void awaitClose() throws IOException {
            int first = in.read();
            while (first >= 0) {
                int length = in.read() & 0x7F;
                if (length >= 126) {
                    length = ByteBuffer.wrap(in.readNBytes(2)).getShort() & 0xFFFF;
                }
                in.readNBytes(4 + length);
                if ((first & 0x0F) == 8) {
                    closeFrame(1000);
                    return;
                }
                first = in.read();
            }
        }
    }
}
