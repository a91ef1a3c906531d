package dev.wadi.feed;

import static dev.wadi.testing.Feeding.SOON;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.wadi.testing.Feeding;
import dev.wadi.testing.FrameServer;
import java.time.Duration;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class HandshakeIT {

    private final AtomicInteger asked = new AtomicInteger();

    @ParameterizedTest
    @CsvSource({
        "301, the stream has moved",
        "401, refuses this address or these credentials",
        "403, refuses this address or these credentials",
        "404, has no such stream",
        "418, too many requests",
        "429, too many requests",
        "451, not offered where this machine is",
        "500, the server has a fault",
        "503, not available at the moment",
        "200, does not speak WebSocket"
    })
    void aRefusedHandshakeIsTriedAgainAndTheReasonIsASentence(int status, String said) throws Exception {
        try (FrameServer server = new FrameServer(peer -> {
                    if (asked.incrementAndGet() <= 3) {
                        peer.refuse(status);
                        return;
                    }
                    peer.open();
                    peer.flush();
                    peer.awaitClose();
                });
                Feeding feed = Feeding.from(server.url("/ws/x"))) {
            await().atMost(SOON).until(() -> feed.status().state() == FeedStatus.State.OPEN);
            assertThat(asked).hasValue(4);
            assertThat(feed.status().problem()).contains(server.url("/ws/x"), "HTTP " + status, said);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"seconds", "date"})
    void aServerThatAsksToBeLeftAloneIs(String form) throws Exception {
        List<Long> opened = new CopyOnWriteArrayList<>();
        try (FrameServer server = new FrameServer(peer -> {
                    opened.add(System.nanoTime());
                    if (asked.incrementAndGet() == 1) {
                        String date = DateTimeFormatter.RFC_1123_DATE_TIME.format(
                                ZonedDateTime.now(ZoneOffset.UTC).plusSeconds(3));
                        peer.refuse(429, "Retry-After: " + (form.equals("date") ? date : "2"));
                        return;
                    }
                    peer.open();
                    peer.text("x");
                    peer.flush();
                    peer.awaitClose();
                });
                Feeding feed = Feeding.from(server.url("/"))) {
            feed.awaitPayloads(1);
        }
        assertThat(opened).hasSize(2);
        // a date has whole seconds
        assertThat(Duration.ofNanos(opened.get(1) - opened.get(0)))
                .isGreaterThan(Duration.ofMillis(1900))
                .isLessThan(Duration.ofSeconds(10));
    }

    @Test
    void theFirstFramesMayComeInTheSegmentOfTheHandshakeOnEveryConnection() throws Exception {
        List<String> sent = new ArrayList<>();
        for (int i = 0; i < 200; i++) {
            sent.add("first of " + i);
            sent.add("second of " + i);
        }
        try (FrameServer server = new FrameServer(peer -> {
                    int at = asked.getAndIncrement();
                    peer.open();
                    if (at < 200) {
                        peer.text("first of " + at);
                        peer.text("second of " + at);
                        peer.closeFrame(1001);
                    }
                    peer.flush();
                    peer.awaitClose();
                });
                Feeding feed = Feeding.from(server.url("/"))) {
            assertThat(feed.awaitPayloads(400)).isEqualTo(sent);
        }
    }

    @Test
    void aServerThatAcceptsAndNeverAnswersIsGivenUpInTime() throws Exception {
        AtomicInteger gone = new AtomicInteger();
        try (FrameServer server = new FrameServer(peer -> {
                    if (asked.incrementAndGet() < 4) {
                        peer.playDead();
                        gone.incrementAndGet();
                        return;
                    }
                    peer.open();
                    peer.text("x");
                    peer.flush();
                    peer.awaitClose();
                });
                Feeding feed = Feeding.from(server.url("/"), "connectTimeout=200ms")) {
            feed.awaitPayloads(1);
            assertThat(gone).hasValue(3);
        }
    }

    @Test
    void anOpenConnectionOutlivesTheHandshakesDeadline() throws Exception {
        try (FrameServer server = FrameServer.sending(List.of("x"));
                Feeding feed = Feeding.from(server.url("/"), "connectTimeout=300ms")) {
            feed.awaitPayloads(1);
            await().during(Duration.ofSeconds(1))
                    .atMost(SOON)
                    .until(() -> feed.status().state() == FeedStatus.State.OPEN
                            && feed.status().connections() == 1);
        }
    }

    @Test
    void anAnswerThatIsNoHttpIsTriedAgain() throws Exception {
        try (FrameServer server = new FrameServer(peer -> {
                    if (asked.incrementAndGet() == 1) {
                        peer.raw(new byte[] {'n', 'o', '\r', '\n', '\r', '\n'});
                    } else if (asked.get() == 2) {
                        peer.raw(
                                "HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Accept: wrong\r\n\r\n"
                                        .getBytes(java.nio.charset.StandardCharsets.US_ASCII));
                        peer.flush();
                    } else {
                        peer.open();
                        peer.text("x");
                    }
                    peer.flush();
                    peer.awaitClose();
                });
                Feeding feed = Feeding.from(server.url("/"), "connectTimeout=2s")) {
            feed.awaitPayloads(1);
            assertThat(asked).hasValue(3);
        }
    }

    @Test
    void theUrlReachesTheServerAsTyped() throws Exception {
        String target = "/stream/btcusdt@trade?streams=b@trade/a@trade&x=%41%20+1&empty=&flag";
        try (FrameServer server = FrameServer.sending(List.of("x"));
                Feeding feed = Feeding.from(server.url(target))) {
            feed.awaitPayloads(1);
            assertThat(server.requests()).containsExactly("GET " + target + " HTTP/1.1");
        }
    }

    @Test
    void headersOriginAndSubprotocolsReachTheServer() throws Exception {
        List<String> seen = new CopyOnWriteArrayList<>();
        try (FrameServer server = new FrameServer(peer -> {
                    for (String name :
                            List.of("X-Api-Key", "Origin", "Sec-WebSocket-Protocol", "Authorization", "Host")) {
                        seen.add(name + "=" + peer.header(name));
                    }
                    peer.open("Sec-WebSocket-Protocol: v2");
                    peer.text("x");
                    peer.flush();
                    peer.awaitClose();
                });
                Feeding feed = Feeding.from(
                        server.url("/").replace("ws://", "ws://me:s%40fe+@"),
                        "header.X-Api-Key=k 1",
                        "origin=https://example.org",
                        "subprotocols=v1, v2",
                        "events=true")) {
            await().atMost(SOON).until(() -> feed.messages().equals(List.of("x")));
            assertThat(seen)
                    .containsExactly(
                            "X-Api-Key=k 1",
                            "Origin=https://example.org",
                            "Sec-WebSocket-Protocol=v1,v2",
                            "Authorization=Basic bWU6c0BmZSs=",
                            "Host=127.0.0.1:" + server.port());
            assertThat(feed.payloads()).anyMatch(payload -> ((String) payload).contains("\"subprotocol\":\"v2\""));
        }
    }

    @Test
    void permessageDeflateIsNotOffered() throws Exception {
        List<String> requests = new CopyOnWriteArrayList<>();
        try (FrameServer server = new FrameServer(peer -> {
                    requests.add(peer.request());
                    peer.open();
                    peer.text("x");
                    peer.flush();
                    peer.awaitClose();
                });
                Feeding feed = Feeding.from(server.url("/"))) {
            feed.awaitPayloads(1);
            assertThat(requests)
                    .hasSize(1)
                    .noneMatch(request ->
                            request.toLowerCase(java.util.Locale.ROOT).contains("sec-websocket-extensions"));
        }
    }
}
