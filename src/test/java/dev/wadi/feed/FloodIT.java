package dev.wadi.feed;

import static dev.wadi.testing.Feeding.SOON;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.wadi.testing.ClientFrame;
import dev.wadi.testing.Feeding;
import dev.wadi.testing.FrameServer;
import dev.wadi.testing.FrameServer.Script;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.camel.Processor;
import org.junit.jupiter.api.Test;

class FloodIT {

    private static final long FLOOD = 3_000_000;

    private final CountDownLatch go = new CountDownLatch(1);
    private final CountDownLatch atOnce = new CountDownLatch(0);

    private static void ping(FrameServer.Peer peer) throws IOException {
        peer.frame(0x80 | ClientFrame.PING, new byte[5]);
    }

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

    /** Sends this again and again, and reads what comes back when it may; then counts the answers. */
    private static FrameServer flooding(Script each, AtomicLong sent, CountDownLatch mayRead, AtomicLong answers)
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
                each.serve(peer);
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

    /** The flood stands still until there is a go for whoever waits for it, the server's reader or the route. */
    private void isHeldBack(
            Script each, CountDownLatch mayRead, CountDownLatch mayPass, long messages, String... options)
            throws Exception {
        AtomicLong sent = new AtomicLong();
        AtomicLong answers = new AtomicLong();
        AtomicLong through = new AtomicLong();
        Processor step = exchange -> {
            mayPass.await();
            through.incrementAndGet();
            exchange.setRouteStop(true);
        };
        try (FrameServer server = flooding(each, sent, mayRead, answers);
                Feeding feed = Feeding.through(step, server.url("/"), options)) {
            awaitStandstill(sent);
            assertThat(sent.get()).as("stands still before its end").isLessThan(FLOOD);
            go.countDown();
            await().atMost(SOON.multipliedBy(2)).untilAsserted(() -> {
                assertThat(answers).hasValue(FLOOD);
                assertThat(through).hasValue(messages);
            });
            assertThat(feed.status().connections()).isEqualTo(1);
        }
    }

    @Test
    void aServerThatFloodsWithPingsAndDoesNotReadIsNotReadEitherUntilItDoes() throws Exception {
        isHeldBack(FloodIT::ping, go, atOnce, 0, "pingInterval=0s");
    }

    @Test
    void aServerThatFloodsWithHeartbeatsAndDoesNotReadIsNotReadEitherUntilItDoes() throws Exception {
        isHeldBack(
                peer -> peer.text("{\"ping\":1}"),
                go,
                atOnce,
                FLOOD,
                "heartbeat=ping",
                "heartbeatAnswer={\"pong\":1}",
                "pingInterval=0s");
    }

    @Test
    void aFloodOfPingsGetsNothingPastARouteThatHoldsTheServerBack() throws Exception {
        Script each = peer -> {
            peer.text("data");
            ping(peer);
        };
        isHeldBack(each, atOnce, go, FLOOD, "queueFrames=100", "pingInterval=0s");
    }

    @Test
    void aServerThatFloodsWithPingsAndNeverReadsIsLeft() throws Exception {
        try (FrameServer server = FrameServer.first(peer -> {
                    while (true) {
                        ping(peer);
                    }
                });
                Feeding feed = Feeding.from(server.url("/"), "stallTimeout=2s", "closeTimeout=300ms")) {
            assertThat(feed.awaitPayloads(1)).containsExactly("data");
        }
    }
}
