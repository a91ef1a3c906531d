package dev.wadi.feed;

import static dev.wadi.testing.Feeding.SOON;
import static org.awaitility.Awaitility.await;

import dev.wadi.testing.FrameServer;
import io.vertx.core.VertxOptions;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.component.vertx.websocket.VertxWebsocketComponent;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.Test;

class NamesIT {

    @Test
    void theNameIsLookedUpAnewForEachConnectionHoweverLongItsAnswerHolds() throws Exception {
        try (NameServer names = new NameServer();
                FrameServer server = new FrameServer(peer -> {
                    peer.open();
                    peer.text("data");
                    peer.flush();
                });
                DefaultCamelContext context = new DefaultCamelContext()) {
            VertxWebsocketComponent shared = context.getComponent("vertx-websocket", VertxWebsocketComponent.class);
            shared.setVertxOptions(new VertxOptions()
                    .setAddressResolverOptions(FeedComponent.resolving().addServer("127.0.0.1:" + names.port())));
            String url = server.url("/").replace("127.0.0.1", "feed.test");
            AtomicInteger frames = new AtomicInteger();
            context.addRoutes(new RouteBuilder() {
                @Override
                public void configure() {
                    from("feed:test?reconnectDelay=1ms&url=" + url).process(exchange -> frames.incrementAndGet());
                }
            });
            context.start();
            await().atMost(SOON).until(() -> frames.get() >= 3);
            await().atMost(SOON).until(() -> names.asked() >= 3);
        }
    }

    /** Says 127.0.0.1 to whatever it is asked, to be kept for a day. */
    private static final class NameServer implements AutoCloseable {

        private static final int HEADER_BYTES = 12;
        private static final byte[] ONE_ANSWER = HexFormat.of().parseHex("8180" + "0001" + "0001" + "0000" + "0000");
        /** The name as in the question, type A, class IN, 86,400 s, four bytes of address (RFC 1035, section 4.1.3). */
        private static final byte[] ADDRESS =
                HexFormat.of().parseHex("c00c" + "0001" + "0001" + "00015180" + "0004" + "7f000001");

        private final DatagramSocket socket = new DatagramSocket(0, InetAddress.getLoopbackAddress());
        private final AtomicInteger asked = new AtomicInteger();

        NameServer() throws IOException {
            new Thread(this::serve, "name-server").start();
        }

        int port() {
            return socket.getLocalPort();
        }

        int asked() {
            return asked.get();
        }

        private void serve() {
            byte[] buffer = new byte[512];
            try {
                while (true) {
                    DatagramPacket packet = new DatagramPacket(buffer, buffer.length);
                    socket.receive(packet);
                    asked.incrementAndGet();
                    byte[] answer = answer(Arrays.copyOf(buffer, packet.getLength()));
                    socket.send(new DatagramPacket(answer, answer.length, packet.getSocketAddress()));
                }
            } catch (IOException closed) {
                // the test is over
            }
        }

        private static byte[] answer(byte[] query) throws IOException {
            int end = HEADER_BYTES;
            while (query[end] != 0) {
                end += query[end] + 1;
            }
            ByteArrayOutputStream answer = new ByteArrayOutputStream();
            answer.write(query, 0, 2);
            answer.write(ONE_ANSWER);
            answer.write(query, HEADER_BYTES, end + 5 - HEADER_BYTES);
            answer.write(ADDRESS);
            return answer.toByteArray();
        }

        @Override
        public void close() {
            socket.close();
        }
    }
}
