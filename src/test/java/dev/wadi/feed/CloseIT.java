package dev.wadi.feed;

import static dev.wadi.testing.Feeding.SOON;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.wadi.testing.Feeding;
import dev.wadi.testing.FrameServer;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** How connections end, and that the next one follows. */
class CloseIT {

    private final AtomicInteger connection = new AtomicInteger();

    @ParameterizedTest
    @ValueSource(ints = {1000, 1001, 1012, 1013, 4000})
    void reconnectsWhenTheServerClosesAndSaysWithWhichCode(int code) throws Exception {
        try (FrameServer server = new FrameServer(peer -> {
                    peer.open();
                    peer.text("from " + connection.incrementAndGet());
                    if (connection.get() < 4) {
                        peer.closeFrame(code, "why not");
                    }
                    peer.flush();
                    peer.awaitClose();
                });
                Feeding feed = Feeding.from(server.url("/"), "events=true")) {
            await().atMost(SOON).until(() -> feed.messages().size() == 4);
            assertThat(feed.messages()).containsExactly("from 1", "from 2", "from 3", "from 4");
            assertThat(feed.payloads())
                    .filteredOn(payload -> ((String) payload).contains("\"code\":" + code))
                    .hasSize(3)
                    .allSatisfy(payload ->
                            assertThat((String) payload).contains("\"by\":\"server\"", "\"reason\":\"why not\""));
        }
    }

    @Test
    void aConnectionThatEndsWithoutACloseFrameIsCode1006OfTheNetwork() throws Exception {
        try (FrameServer server = new FrameServer(peer -> {
                    peer.open();
                    peer.text("from " + connection.incrementAndGet());
                    peer.flush();
                    if (connection.get() > 1) {
                        peer.awaitClose();
                    }
                });
                Feeding feed = Feeding.from(server.url("/"), "events=true")) {
            await().atMost(SOON).until(() -> feed.messages().size() == 2);
            assertThat(feed.payloads())
                    .contains("{\"by\":\"network\",\"code\":1006,\"reason\":null,\"why\":\"the connection was lost\"}");
        }
    }

    @Test
    void aCloseFrameWithTheForbiddenCode1006EndsTheConnectionToo() throws Exception {
        try (FrameServer server = new FrameServer(peer -> {
                    peer.open();
                    peer.text("from " + connection.incrementAndGet());
                    if (connection.get() == 1) {
                        peer.closeFrame(1006);
                    }
                    peer.flush();
                    peer.awaitClose();
                });
                Feeding feed = Feeding.from(server.url("/"))) {
            assertThat(feed.awaitPayloads(2)).containsExactly("from 1", "from 2");
        }
    }

    @Test
    void aDropWithinAFrameLosesThatFrameAlone() throws Exception {
        try (FrameServer server = new FrameServer(peer -> {
                    peer.open();
                    for (int i = 0; i < 100; i++) {
                        peer.text(connection.get() + "/" + i);
                    }
                    if (connection.getAndIncrement() == 0) {
                        peer.raw(new byte[] {(byte) 0x81, 100, 'h', 'a', 'l', 'f'});
                        peer.flush();
                        return;
                    }
                    peer.flush();
                    peer.awaitClose();
                });
                Feeding feed = Feeding.from(server.url("/"))) {
            List<String> sent = new ArrayList<>();
            IntStream.range(0, 200).forEach(i -> sent.add(i / 100 + "/" + i % 100));
            assertThat(feed.awaitPayloads(200)).isEqualTo(sent);
        }
    }

    @Test
    void aResetIsTriedAgain() throws Exception {
        try (FrameServer server = new FrameServer(peer -> {
                    peer.open();
                    if (connection.incrementAndGet() == 1) {
                        peer.reset();
                    }
                    peer.text("second");
                    peer.flush();
                    peer.awaitClose();
                });
                Feeding feed = Feeding.from(server.url("/"))) {
            assertThat(feed.awaitPayloads(1)).containsExactly("second");
        }
    }

    @Test
    void aMaskedFrameOfTheServerIsABreachOfTheProtocolAndIsSaid() throws Exception {
        try (FrameServer server = new FrameServer(peer -> {
                    peer.open();
                    peer.text("from " + connection.incrementAndGet());
                    if (connection.get() == 1) {
                        peer.raw(new byte[] {(byte) 0x81, (byte) 0x81, 1, 2, 3, 4, 'x'});
                    }
                    peer.flush();
                    peer.awaitClose();
                });
                Feeding feed = Feeding.from(server.url("/"), "events=true")) {
            await().atMost(SOON).until(() -> feed.messages().size() == 2);
            assertThat(feed.messages()).containsExactly("from 1", "from 2");
            assertThat(feed.payloads())
                    .anyMatch(payload -> ((String) payload).contains("\"by\":\"client\"")
                            && ((String) payload).contains("the server broke the WebSocket protocol"));
        }
    }
}
