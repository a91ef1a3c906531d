package dev.wadi.feed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.wadi.testing.FrameServer;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class FeedIT {

    private static final Duration SOON = Duration.ofSeconds(60);

    private final DefaultCamelContext context = new DefaultCamelContext();
    private final List<Object> received = new CopyOnWriteArrayList<>();

    @AfterEach
    void stop() {
        context.stop();
    }

    private void record(String url, String options) throws Exception {
        context.addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                from("feed:test?url=RAW(" + url + ")" + options)
                        .routeId("test")
                        .process(exchange -> received.add(exchange.getMessage().getBody()));
            }
        });
        context.start();
    }

    @Test
    void keepsAMillionFramesInOrder() throws Exception {
        int count = 1_000_000;
        AtomicLong next = new AtomicLong();
        AtomicLong wrong = new AtomicLong();
        try (FrameServer server = new FrameServer(peer -> {
            peer.open();
            for (int i = 0; i < count; i++) {
                peer.text("{\"n\":" + i + "}");
            }
            peer.flush();
            peer.awaitClose();
        })) {
            context.addRoutes(new RouteBuilder() {
                @Override
                public void configure() {
                    from("feed:test?url=" + server.url("/")).process(exchange -> {
                        String expected = "{\"n\":" + next.getAndIncrement() + "}";
                        if (!expected.equals(exchange.getMessage().getBody())) {
                            wrong.incrementAndGet();
                        }
                    });
                }
            });
            context.start();
            await().atMost(SOON).until(() -> next.get() >= count);
        }
        assertThat(next).hasValue(count);
        assertThat(wrong).hasValue(0);
    }

    @Test
    void holdsTheServerBackWhileTheRouteIsSlowAndLosesNothing() throws Exception {
        List<String> sent =
                IntStream.range(0, 20_000).mapToObj(Integer::toString).toList();
        CountDownLatch go = new CountDownLatch(1);
        try (FrameServer server = FrameServer.sending(sent)) {
            context.addRoutes(new RouteBuilder() {
                @Override
                public void configure() {
                    from("feed:test?queueFrames=10&url=" + server.url("/")).process(exchange -> {
                        go.await();
                        received.add(exchange.getMessage().getBody());
                    });
                }
            });
            context.start();
            go.countDown();
            await().atMost(SOON).until(() -> received.size() == sent.size());
        }
        assertThat(received).isEqualTo(sent);
    }

    @Test
    void everyFrameThatCameBeforeAStopGoesThroughTheRoute() throws Exception {
        AtomicInteger sent = new AtomicInteger();
        try (FrameServer server = new FrameServer(peer -> {
            peer.open();
            while (true) {
                peer.text(Integer.toString(sent.getAndIncrement()));
                peer.flush();
            }
        })) {
            record(server.url("/"), "");
            await().atMost(SOON).until(() -> received.size() > 1000);
            context.stop();
        }
        assertThat(received)
                .isEqualTo(IntStream.range(0, received.size())
                        .mapToObj(Integer::toString)
                        .toList());
    }

    @Test
    void theFirstFrameMayComeTogetherWithTheHandshake() throws Exception {
        try (FrameServer server = FrameServer.sending(List.of("first"))) {
            record(server.url("/"), "");
            await().atMost(SOON).until(() -> received.equals(List.of("first")));
        }
    }

    @Test
    void reconnectsWhenTheServerCloses() throws Exception {
        AtomicInteger connection = new AtomicInteger();
        try (FrameServer server = new FrameServer(peer -> {
            peer.open();
            peer.text("from " + connection.incrementAndGet());
            if (connection.get() < 4) {
                peer.closeFrame(1001);
            }
            peer.flush();
            peer.awaitClose();
        })) {
            record(server.url("/"), "&reconnectDelay=1ms");
            await().atMost(SOON).until(() -> received.size() == 4);
        }
        assertThat(received).containsExactly("from 1", "from 2", "from 3", "from 4");
    }

    @Test
    void aRefusedHandshakeIsTriedAgainAndTheReasonIsASentence() throws Exception {
        AtomicInteger asked = new AtomicInteger();
        try (FrameServer server = new FrameServer(peer -> {
            if (asked.incrementAndGet() <= 3) {
                peer.raw("HTTP/1.1 451 Unavailable\r\nContent-Length: 0\r\n\r\n"
                        .getBytes(java.nio.charset.StandardCharsets.US_ASCII));
                peer.flush();
                return;
            }
            peer.open();
            peer.flush();
            peer.awaitClose();
        })) {
            record(server.url("/ws/x"), "&reconnectDelay=1ms");
            FeedEndpoint endpoint = (FeedEndpoint) context.getRoute("test").getEndpoint();
            await().atMost(SOON).until(() -> endpoint.status().problem() != null);
            assertThat(endpoint.status().problem())
                    .contains(server.url("/ws/x"), "HTTP 451", "not offered where this machine is");
            await().atMost(SOON).until(() -> endpoint.status().state() == FeedStatus.State.OPEN);
        }
    }

    @Test
    void aConnectionThatBringsNoDataIsOpenedAnew() throws Exception {
        AtomicInteger connection = new AtomicInteger();
        try (FrameServer server = new FrameServer(peer -> {
            peer.open();
            if (connection.incrementAndGet() == 2) {
                peer.text("data");
            }
            peer.flush();
            peer.awaitClose();
        })) {
            record(server.url("/"), "&stallTimeout=200ms&reconnectDelay=1ms");
            await().atMost(SOON).until(() -> received.equals(List.of("data")));
        }
        assertThat(connection.get()).isGreaterThanOrEqualTo(2);
    }

    @Test
    void theUrlReachesTheServerAsTyped() throws Exception {
        String target = "/stream/btcusdt@trade?streams=b@trade/a@trade&x=%41%20+1";
        try (FrameServer server = FrameServer.sending(List.of("x"))) {
            record(server.url(target), "");
            await().atMost(SOON).until(() -> !received.isEmpty());
            assertThat(server.requests()).containsExactly("GET " + target + " HTTP/1.1");
        }
    }

    @Test
    void textThatIsNotUtf8ArrivesAsItsBytes() throws Exception {
        byte[] broken = {'a', (byte) 0xFF, 'b'};
        try (FrameServer server = new FrameServer(peer -> {
            peer.open();
            peer.frame(0x81, broken);
            peer.text("\uFFFD is a character too");
            peer.flush();
            peer.awaitClose();
        })) {
            record(server.url("/"), "");
            await().atMost(SOON).until(() -> received.size() == 2);
        }
        assertThat(received).containsExactly(broken, "\uFFFD is a character too");
    }

    @Test
    void fragmentsMakeOneMessage() throws Exception {
        try (FrameServer server = new FrameServer(peer -> {
            peer.open();
            fragmented(peer);
            peer.flush();
            peer.awaitClose();
        })) {
            record(server.url("/"), "");
            await().atMost(SOON).until(() -> received.size() == 1);
        }
        assertThat(received).containsExactly("0123456789");
    }

    private static void fragmented(FrameServer.Peer peer) throws IOException {
        for (int i = 0; i < 10; i++) {
            peer.frame((i == 9 ? 0x80 : 0) | (i == 0 ? 1 : 0), new byte[] {(byte) ('0' + i)});
        }
    }

    @Test
    void anUnknownOptionStopsTheStartAndIsNamed() {
        assertThatThrownBy(() -> record("ws://127.0.0.1:1/", "&stallTimout=5s")).hasStackTraceContaining("stallTimout");
    }

    @Test
    void aUrlOfAnotherKindStopsTheStart() {
        assertThatThrownBy(() -> record("https://host/path", ""))
                .hasStackTraceContaining("must begin with ws:// or wss://");
    }
}
