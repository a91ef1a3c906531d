package dev.wadi.feed;

import static dev.wadi.testing.Feeding.SOON;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.wadi.frame.Frame;
import dev.wadi.frame.Kind;
import dev.wadi.testing.Feeding;
import dev.wadi.testing.FrameServer;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class EventsIT {

    private static FrameServer closing(int connections) throws java.io.IOException {
        AtomicInteger connection = new AtomicInteger();
        return new FrameServer(peer -> {
            peer.open();
            peer.text("from " + connection.incrementAndGet());
            if (connection.get() < connections) {
                peer.closeFrame(1012, "restart");
            }
            peer.flush();
            peer.awaitClose();
        });
    }

    @Test
    void eventsStandInOrderWithTheFramesAndAreNumberedWithThem() throws Exception {
        List<Frame> frames;
        try (FrameServer server = closing(2)) {
            Feeding feed = Feeding.from(server.url("/p?token=hidden"), "events=true");
            await().atMost(SOON).until(() -> feed.messages().size() == 2);
            feed.close();
            frames = feed.frames();
            assertThat(frames)
                    .extracting(Frame::kind)
                    .containsExactly(
                            Kind.START, Kind.OPEN, Kind.TEXT, Kind.CLOSE, Kind.OPEN, Kind.TEXT, Kind.CLOSE, Kind.STOP);
            assertThat(frames).extracting(Frame::connection).containsExactly(0, 1, 1, 1, 2, 2, 2, 0);
            assertThat(frames)
                    .extracting(Frame::position)
                    .isEqualTo(LongStream.rangeClosed(1, 8).boxed().toList());
            assertThat(frames).allSatisfy(frame -> assertThat(frame.follows()).isEqualTo(frame.position() - 1));
            assertThat(frames).extracting(Frame::receivedNanos).isSorted();
            assertThat((String) frames.get(1).payload())
                    .contains("\"url\":\"" + server.url("/p?token=***\""), "\"attempt\":1", "\"handshakeMillis\":");
            assertThat(frames.get(3).payload())
                    .isEqualTo("{\"by\":\"server\",\"code\":1012,\"reason\":\"restart\","
                            + "\"why\":\"the server closed the connection, code 1012 (restart)\"}");
            assertThat(frames.get(6).payload())
                    .isEqualTo("{\"by\":\"client\",\"code\":1000,\"reason\":null,\"why\":\"the recorder stops\"}");
        }
    }

    @Test
    void aHeaderTellsWhichEventItIs() throws Exception {
        List<Object> headers = new CopyOnWriteArrayList<>();
        try (FrameServer server = closing(1);
                Feeding feed = Feeding.through(
                        exchange ->
                                headers.add(String.valueOf(exchange.getMessage().getHeader(Frame.EVENT_HEADER))),
                        server.url("/"),
                        "events=true")) {
            feed.awaitPayloads(3);
        }
        assertThat(headers).containsExactly("start", "open", "null", "close", "stop");
    }

    @Test
    void aRouteThatDoesNotAskForEventsGetsFramesAlone() throws Exception {
        try (FrameServer server = closing(3)) {
            Feeding feed = Feeding.from(server.url("/"));
            feed.awaitPayloads(3);
            feed.close();
            assertThat(feed.payloads()).containsExactly("from 1", "from 2", "from 3");
            assertThat(feed.frames()).extracting(Frame::position).containsExactly(1L, 2L, 3L);
        }
    }

    @Test
    void aPauseThatIsWorthTellingIsToldWhenItEnds() throws Exception {
        List<String> sent = java.util.stream.IntStream.range(0, 500)
                .mapToObj(Integer::toString)
                .toList();
        AtomicInteger first = new AtomicInteger();
        try (FrameServer server = FrameServer.sending(sent);
                Feeding feed = Feeding.through(
                        exchange -> {
                            if (exchange.getMessage().getHeader(Frame.EVENT_HEADER) == null
                                    && first.getAndIncrement() == 0) {
                                await().pollDelay(Duration.ofMillis(1500)).until(() -> true);
                            }
                        },
                        server.url("/"),
                        "events=true",
                        "queueFrames=50")) {
            await().atMost(SOON).until(() -> feed.messages().equals(sent));
            assertThat(feed.frames()).extracting(Frame::kind).contains(Kind.PAUSE);
            Frame pause = feed.frames().stream()
                    .filter(frame -> frame.kind() == Kind.PAUSE)
                    .findFirst()
                    .orElseThrow();
            assertThat((String) pause.payload()).matches("\\{\"millis\":1\\d{3}}");
        }
    }
}
