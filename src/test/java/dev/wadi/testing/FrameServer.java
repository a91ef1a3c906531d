package dev.wadi.testing;

import java.io.EOFException;
import java.io.IOException;
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
import java.util.concurrent.atomic.AtomicInteger;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLServerSocket;

/**
 * A WebSocket server of raw sockets on a free loopback port, which shares no code with the client under test. Every
 * connection is served by the script, on a thread of its own.
 */
public final class FrameServer implements AutoCloseable {

    /** What the server does on one connection; an IOException ends it. */
    public interface Script {
        void serve(Peer peer) throws IOException, InterruptedException;
    }

    private static final int BACKLOG = 200;

    private final ServerSocket listener;
    private final Thread acceptor;
    private final Script script;
    private final List<String> requests = new CopyOnWriteArrayList<>();
    private final List<Socket> sockets = new CopyOnWriteArrayList<>();

    public FrameServer(Script script) throws IOException {
        this(0, script);
    }

    /** A server on a port that is known, such as that of another one before it. */
    public FrameServer(int port, Script script) throws IOException {
        this(new ServerSocket(port, BACKLOG, InetAddress.getLoopbackAddress()), script);
    }

    /** A server that speaks TLS; its URL names the host localhost. */
    public FrameServer(SSLContext tls, Script script) throws IOException {
        this(tls.getServerSocketFactory().createServerSocket(0, BACKLOG, InetAddress.getLoopbackAddress()), script);
    }

    private FrameServer(ServerSocket listener, Script script) {
        this.script = script;
        this.listener = listener;
        acceptor = new Thread(this::accept, "frame-server");
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

    /** A server that opens each connection; the first goes on as the script says, the later ones bring the text data. */
    public static FrameServer first(Script script) throws IOException {
        AtomicInteger connection = new AtomicInteger();
        return new FrameServer(peer -> {
            peer.open();
            if (connection.incrementAndGet() == 1) {
                script.serve(peer);
            } else {
                peer.text("data");
                peer.flush();
                peer.awaitClose();
            }
        });
    }

    public int port() {
        return listener.getLocalPort();
    }

    /** The URL of a path on this server. */
    public String url(String path) {
        return (listener instanceof SSLServerSocket ? "wss://localhost:" : "ws://127.0.0.1:") + port() + path;
    }

    /** How many connections are open at the moment, from the server's side. */
    public long open() {
        return sockets.stream().filter(socket -> !socket.isClosed()).count();
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
        } catch (IOException | InterruptedException ended) {
            // the client went away, as clients do
        }
    }

    /** Closes every connection, without a close frame. */
    public void cut() throws IOException {
        for (Socket socket : sockets) {
            socket.close();
        }
    }

    @Override
    public void close() throws IOException {
        listener.close();
        try {
            // only then is the port free
            acceptor.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        for (Socket socket : sockets) {
            socket.close();
        }
    }

    /** One connection, from the server's side. */
    public static final class Peer extends Connection {

        Peer(Socket socket) throws IOException {
            super(socket);
        }

        /** Answers the handshake with 101, and with these further headers. */
        public void open(String... headers) throws IOException {
            head(
                    "101 Switching Protocols",
                    "Upgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Accept: "
                            + accept(header("Sec-WebSocket-Key")),
                    headers);
        }

        /** Answers the handshake with another status, such as 451, and these headers. */
        public void refuse(int status, String... headers) throws IOException {
            head(status + " No", "Content-Length: 0", headers);
            flush();
        }

        private void head(String status, String header, String... headers) throws IOException {
            String more = headers.length == 0 ? "" : String.join("\r\n", headers) + "\r\n";
            raw(("HTTP/1.1 " + status + "\r\n" + header + "\r\n" + more + "\r\n")
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

        public void text(String text) throws IOException {
            frame(0x81, text.getBytes(StandardCharsets.UTF_8));
        }

        public void binary(byte[] payload) throws IOException {
            frame(0x82, payload);
        }

        public void closeFrame(int code) throws IOException {
            closeFrame(code, "");
        }

        public void closeFrame(int code, String reason) throws IOException {
            byte[] text = reason.getBytes(StandardCharsets.UTF_8);
            frame(
                    0x88,
                    ByteBuffer.allocate(2 + text.length)
                            .putShort((short) code)
                            .put(text)
                            .array());
            flush();
        }

        /** The client's next text; its pings are answered. */
        public String readText() throws IOException {
            for (ClientFrame frame = read(); frame != null; frame = read()) {
                if (frame.opcode() == ClientFrame.TEXT) {
                    return frame.text();
                }
                answer(frame);
            }
            throw new EOFException("the client went away");
        }

        private void answer(ClientFrame frame) throws IOException {
            if (frame.opcode() == ClientFrame.PING) {
                frame(0x8A, frame.payload());
                flush();
            }
        }

        /** Reads until the client closes; answers its pings and its close frame. */
        public void awaitClose() throws IOException {
            for (ClientFrame frame = read(); frame != null; frame = read()) {
                if (frame.opcode() == ClientFrame.CLOSE) {
                    closeFrame(1000);
                    return;
                }
                answer(frame);
            }
        }
    }
}
