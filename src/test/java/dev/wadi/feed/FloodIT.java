package dev.wadi.feed;

import static dev.wadi.testing.Feeding.SOON;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.wadi.testing.ClientFrame;
import dev.wadi.testing.Feeding;
import dev.wadi.testing.FrameServer;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class FloodIT {

    private static final long FLOOD = 3_000_000;

    @Test
    void aFloodOfPingsIsAnsweredAndTheDataBetweenThemKept() throws Exception {
        AtomicInteger pongs = new AtomicInteger();
        try (FrameServer server = FrameServer.first(peer -> {
                    Thread flood = new Thread(() -> {
                        try {
                            for (int i = 0; i < 100_000; i++) {
                                peer.frame(0x89, new byte[] {(byte) i});
                            }
                            peer.text("end");
                            peer.flush();
                        } catch (IOException lost) {
                            // the assertions find that out
                        }
                    });
                    flood.start();
                    for (ClientFrame frame = peer.read(); frame != null; frame = peer.read()) {
                        if (frame.opcode() == ClientFrame.PONG) {
                            pongs.incrementAndGet();
                        }
                    }
                });
                Feeding feed = Feeding.from(server.url("/"))) {
            assertThat(feed.awaitPayloads(1)).containsExactly("end");
            await().atMost(SOON).until(() -> pongs.get() == 100_000);
        }
    }

    /** Sends frame after frame, and reads what comes back only when it may; then counts the answers. */
    private FrameServer flooding(byte[] frame, int opcode, AtomicLong sent, CountDownLatch mayRead, AtomicLong answers)
            throws IOException {
        return FrameServer.first(peer -> {
            Thread reader = new Thread(() -> {
                try {
                    mayRead.await();
                    while (peer.receive() != null) {
                        answers.incrementAndGet();
                    }
                } catch (IOException | InterruptedException lost) {
                    // the assertions find that out
                }
            });
            reader.start();
            for (; sent.get() < FLOOD; sent.incrementAndGet()) {
                peer.frame(0x80 | opcode, frame);
            }
            peer.flush();
            reader.join();
        });
    }

    private static void awaitStandstill(AtomicLong sent) {
        AtomicLong before = new AtomicLong();
        await().during(Duration.ofSeconds(1))
                .atMost(SOON)
                .until(() -> sent.get() > 0 && before.getAndSet(sent.get()) == sent.get());
    }

    private void isHeldBack(int opcode, String frame, String... options) throws Exception {
        AtomicLong sent = new AtomicLong();
        AtomicLong answers = new AtomicLong();
        CountDownLatch mayRead = new CountDownLatch(1);
        try (FrameServer server = flooding(frame.getBytes(StandardCharsets.UTF_8), opcode, sent, mayRead, answers);
                Feeding feed = Feeding.through(exchange -> exchange.setRouteStop(true), server.url("/"), options)) {
            awaitStandstill(sent);
            assertThat(sent.get()).as("stands still before its end").isLessThan(FLOOD);
            mayRead.countDown();
            await().atMost(SOON.multipliedBy(2))
                    .untilAsserted(() -> assertThat(answers).hasValue(FLOOD));
            assertThat(feed.status().connections()).isEqualTo(1);
        }
    }

    @Test
    void aServerThatFloodsWithPingsAndDoesNotReadIsNotReadEitherUntilItDoes() throws Exception {
        isHeldBack(ClientFrame.PING, "flood", "pingInterval=0s");
    }

    @Test
    void aServerThatFloodsWithHeartbeatsAndDoesNotReadIsNotReadEitherUntilItDoes() throws Exception {
        isHeldBack(
                ClientFrame.TEXT, "{\"ping\":1}", "heartbeat=ping", "heartbeatAnswer={\"pong\":1}", "pingInterval=0s");
    }

    @Test
    void aFloodOfPingsGetsNothingPastARouteThatHoldsTheServerBack() throws Exception {
        AtomicLong sent = new AtomicLong();
        CountDownLatch go = new CountDownLatch(1);
        AtomicLong through = new AtomicLong();
        try (FrameServer server = FrameServer.first(peer -> {
                    Thread reader = new Thread(() -> {
                        try {
                            while (peer.receive() != null) {
                                // so that the answers never stand in the way
                            }
                        } catch (IOException lost) {
                            // the assertions find that out
                        }
                    });
                    reader.start();
                    for (; sent.get() < FLOOD; sent.incrementAndGet()) {
                        peer.text("data");
                        peer.frame(0x80 | ClientFrame.PING, new byte[1]);
                    }
                    peer.flush();
                    reader.join();
                });
                Feeding feed = Feeding.through(
                        exchange -> {
                            go.await();
                            through.incrementAndGet();
                            exchange.setRouteStop(true);
                        },
                        server.url("/"),
                        "queueFrames=100")) {
            awaitStandstill(sent);
            assertThat(sent.get()).as("stands still before its end").isLessThan(FLOOD);
            go.countDown();
            await().atMost(SOON.multipliedBy(2))
                    .untilAsserted(() -> assertThat(through).hasValue(FLOOD));
            assertThat(feed.status().connections()).isEqualTo(1);
        }
    }

    @Test
    void aServerThatFloodsWithPingsAndNeverReadsIsLeft() throws Exception {
        try (FrameServer server = FrameServer.first(peer -> {
                    while (true) {
                        peer.frame(0x80 | ClientFrame.PING, new byte[5]);
                    }
                });
                Feeding feed = Feeding.from(server.url("/"), "stallTimeout=2s", "closeTimeout=300ms")) {
            assertThat(feed.awaitPayloads(1)).containsExactly("data");
        }
    }
}
