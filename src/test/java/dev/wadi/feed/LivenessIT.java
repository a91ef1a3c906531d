package dev.wadi.feed;

import static dev.wadi.testing.Feeding.SOON;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.wadi.frame.Frame;
import dev.wadi.frame.Kind;
import dev.wadi.testing.Feeding;
import dev.wadi.testing.FrameServer;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;

class LivenessIT {

    private static void beat(FrameServer.Peer peer, String text) throws IOException {
        while (true) {
            peer.text(text);
            peer.flush();
            LockSupport.parkNanos(10_000_000);
        }
    }

    @Test
    void aConnectionThatBringsNothingAfterTheHandshakeIsOpenedAnewAndSaidWhy() throws Exception {
        try (FrameServer server = FrameServer.first(peer -> {
                    peer.flush();
                    peer.awaitClose();
                });
                Feeding feed = Feeding.from(server.url("/"), "stallTimeout=300ms", "events=true")) {
            await().atMost(SOON).until(() -> feed.messages().contains("data"));
            assertThat(feed.frames())
                    .extracting(Frame::kind)
                    .startsWith(Kind.START, Kind.OPEN, Kind.STALL, Kind.CLOSE, Kind.OPEN, Kind.TEXT);
            assertThat((String) feed.payloads().get(2))
                    .contains("connected, but no data in 0.3 s: wrong stream name, retired URL");
            assertThat((String) feed.payloads().get(3)).contains("\"by\":\"client\"", "no data in 0.3 s");
        }
    }

    @Test
    void heartbeatsAloneAreAStall() throws Exception {
        try (FrameServer server = FrameServer.first(peer -> beat(peer, "{\"event\":\"heartbeat\"}"));
                Feeding feed = Feeding.from(server.url("/"), "stallTimeout=300ms", "heartbeat=\"heartbeat\"")) {
            await().atMost(SOON).until(() -> feed.payloads().contains("data"));
            assertThat(feed.payloads().get(0)).as("kept all the same").isEqualTo("{\"event\":\"heartbeat\"}");
            assertThat(feed.status().connections()).isGreaterThan(1);
        }
    }

    @Test
    void anAcknowledgementWithNothingBehindItIsAStall() throws Exception {
        try (FrameServer server = FrameServer.first(peer -> {
                    peer.text("{\"result\":null,\"id\":" + peer.readText().length() + "}");
                    peer.flush();
                    peer.awaitClose();
                });
                Feeding feed = Feeding.from(
                        server.url("/"),
                        "stallTimeout=300ms",
                        "subscribe=one",
                        "acknowledgement=\"result\":null",
                        "events=true")) {
            await().atMost(SOON).until(() -> feed.messages().contains("data"));
            assertThat(feed.messages()).startsWith("{\"result\":null,\"id\":3}", "data");
            assertThat(feed.payloads())
                    .anyMatch(payload -> ((String) payload).contains("connected and subscribed, but no data in 0.3 s"));
        }
    }

    @Test
    void aFlowThatDriesUpIsAStallToo() throws Exception {
        try (FrameServer server = FrameServer.first(peer -> {
                    peer.text("some");
                    peer.flush();
                    peer.awaitClose();
                });
                Feeding feed = Feeding.from(server.url("/"), "stallTimeout=300ms")) {
            assertThat(feed.awaitPayloads(2)).startsWith("some", "data");
        }
    }

    @Test
    void aHalfOpenConnectionIsFoundByItsPings() throws Exception {
        try (FrameServer server = FrameServer.first(peer -> {
                    peer.text("some");
                    peer.flush();
                    peer.playDead();
                });
                Feeding feed = Feeding.from(
                        server.url("/"),
                        "pingInterval=100ms",
                        "pongTimeout=200ms",
                        "closeTimeout=200ms",
                        "events=true")) {
            await().atMost(SOON).until(() -> feed.messages().contains("data"));
            assertThat(feed.payloads())
                    .anyMatch(payload -> ((String) payload).contains("no answer to a ping in 0.2 s"));
        }
    }

    @Test
    void pongsKeepAQuietConnectionOpen() throws Exception {
        try (FrameServer server = FrameServer.first(peer -> {
                    peer.flush();
                    peer.awaitClose();
                });
                Feeding feed = Feeding.from(server.url("/"), "pingInterval=20ms", "pongTimeout=500ms")) {
            await().during(Duration.ofSeconds(2))
                    .atMost(SOON)
                    .until(() -> feed.status().connections() <= 1);
            assertThat(feed.status().state()).isEqualTo(FeedStatus.State.OPEN);
        }
    }

    @Test
    void dataIsASignOfLifeOfAServerThatAnswersNoPing() throws Exception {
        try (FrameServer server = FrameServer.first(peer -> beat(peer, "tick"));
                Feeding feed = Feeding.from(server.url("/"), "pingInterval=20ms", "pongTimeout=200ms")) {
            await().during(Duration.ofSeconds(1))
                    .atMost(SOON)
                    .until(() -> feed.status().connections() <= 1);
            assertThat(feed.payloads()).isNotEmpty().containsOnly("tick");
        }
    }

    @Test
    void aTextPingIsAnsweredByTheTemplate() throws Exception {
        List<String> answers = new CopyOnWriteArrayList<>();
        try (FrameServer server = FrameServer.first(peer -> {
                    peer.text("{\"ping\":123}");
                    peer.text("{\"price\":\"ping\"}");
                    peer.text("{\"ping\":45}");
                    peer.flush();
                    answers.add(peer.readText());
                    answers.add(peer.readText());
                    peer.text("end");
                    peer.flush();
                    peer.awaitClose();
                });
                Feeding feed =
                        Feeding.from(server.url("/"), "heartbeat=\"ping\":(\\d+)", "heartbeatAnswer={\"pong\":$1}")) {
            assertThat(feed.awaitPayloads(4)).last().isEqualTo("end");
            assertThat(answers).containsExactly("{\"pong\":123}", "{\"pong\":45}");
        }
    }

    @Test
    void theKeepAliveTextIsSentAgainAndAgain() throws Exception {
        try (FrameServer server = FrameServer.first(peer -> {
                    for (int i = 0; i < 3; i++) {
                        peer.text(peer.readText());
                    }
                    peer.flush();
                    peer.awaitClose();
                });
                Feeding feed = Feeding.from(
                        server.url("/"), "keepAlive={\"op\":\"ping\"}", "keepAliveInterval=50ms", "events=false")) {
            assertThat(feed.awaitPayloads(3)).containsOnly("{\"op\":\"ping\"}");
        }
    }
}
