package dev.wadi.feed;

import static dev.wadi.testing.Feeding.SOON;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.wadi.testing.Feeding;
import dev.wadi.testing.FrameServer;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.camel.health.HealthCheck;
import org.junit.jupiter.api.Test;

class ReconnectIT {

    private final AtomicInteger connection = new AtomicInteger();

    @Test
    void aPortThatRefusesTenTimesAndThenAcceptsIsConnected() throws Exception {
        int port;
        try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = free.getLocalPort();
        }
        try (Feeding feed = Feeding.from("ws://127.0.0.1:" + port + "/")) {
            await().atMost(SOON).until(() -> feed.status().attempts() > 10);
            assertThat(feed.status().problem()).contains("nothing listens at 127.0.0.1 port " + port);
            assertThat(feed.health().getState()).isEqualTo(HealthCheck.State.DOWN);
            try (FrameServer server = new FrameServer(port, peer -> {
                peer.open();
                peer.text("at last");
                peer.flush();
                peer.awaitClose();
            })) {
                assertThat(feed.awaitPayloads(1)).containsExactly("at last");
                assertThat(server.requests()).hasSize(1);
                await().atMost(SOON).until(() -> feed.health().getState() == HealthCheck.State.UP);
            }
        }
    }

    @Test
    void asManyConnectionsAreOpenAsWereAskedForHoweverOftenTheServerCloses() throws Exception {
        Semaphore only = new Semaphore(1);
        AtomicInteger together = new AtomicInteger();
        AtomicInteger ended = new AtomicInteger();
        try (FrameServer server = new FrameServer(peer -> {
                    // the one before must have ended, or end without any doing of this one
                    if (!only.tryAcquire(2, TimeUnit.SECONDS)) {
                        together.incrementAndGet();
                        return;
                    }
                    peer.open();
                    peer.text("x");
                    peer.closeFrame(1001);
                    peer.playDead();
                    only.release();
                    ended.incrementAndGet();
                });
                Feeding feed = Feeding.from(server.url("/"))) {
            await().atMost(SOON).until(() -> ended.get() >= 200 || together.get() > 0);
            assertThat(feed.status().connections()).isGreaterThanOrEqualTo(199);
        }
        assertThat(together).hasValue(0);
    }

    /** Vert.x opens at most 50 at once to a host, and waits for the others to end. */
    @Test
    void aServerThatSaysGoodbyeAndNeverHangsUpIsLeft() throws Exception {
        AtomicInteger gone = new AtomicInteger();
        try (FrameServer server = new FrameServer(peer -> {
                    peer.open();
                    peer.text("from " + connection.incrementAndGet());
                    peer.closeFrame(1001);
                    peer.playDead();
                    gone.incrementAndGet();
                });
                Feeding feed = Feeding.from(server.url("/"), "closeTimeout=100ms")) {
            assertThat(feed.awaitPayloads(120)).startsWith("from 1", "from 2");
            await().atMost(SOON).until(() -> gone.get() >= 119);
        }
    }

    @Test
    void theServerMayBeReplacedOnTheSamePort() throws Exception {
        FrameServer first = FrameServer.sending(List.of("one"));
        try (Feeding feed = Feeding.from(first.url("/"))) {
            feed.awaitPayloads(1);
            first.close();
            try (FrameServer second = new FrameServer(first.port(), peer -> {
                peer.open();
                peer.text("two");
                peer.flush();
                peer.awaitClose();
            })) {
                assertThat(feed.awaitPayloads(2)).containsExactly("one", "two");
                assertThat(second.requests()).hasSize(1);
            }
        }
    }

    @Test
    void theWaitGrowsUntilDataFlowsAndNotWhenTheConnectionOpens() throws Exception {
        List<Long> opened = new CopyOnWriteArrayList<>();
        try (FrameServer server = new FrameServer(peer -> {
                    opened.add(System.nanoTime());
                    peer.open();
                    if (connection.incrementAndGet() > 8) {
                        peer.text("data");
                        peer.flush();
                        peer.awaitClose();
                    } else {
                        peer.closeFrame(1013);
                    }
                });
                Feeding feed = Feeding.from(server.url("/"), "reconnectDelay=20ms", "maxReconnectDelay=1s")) {
            await().atMost(SOON).until(() -> feed.status().attempts() > 3);
            feed.awaitPayloads(1);
            await().atMost(SOON).until(() -> feed.status().attempts() == 0);
        }
        // eight waits below 20, 40, 80 … 1000 ms: together half of that on average
        assertThat(opened.get(opened.size() - 1) - opened.get(0))
                .isGreaterThan(Duration.ofMillis(100).toNanos());
    }

    @Test
    void aFeedThatIsToGiveUpGivesUpAndIsDown() throws Exception {
        try (FrameServer server = new FrameServer(peer -> {
                    connection.incrementAndGet();
                    peer.open();
                    peer.closeFrame(1008, "no");
                });
                Feeding feed = Feeding.from(server.url("/"), "maxAttempts=3")) {
            await().atMost(SOON).until(() -> feed.status().state() == FeedStatus.State.FAILED);
            assertThat(connection).hasValue(3);
            HealthCheck.Result health = feed.health();
            assertThat(health.getState()).isEqualTo(HealthCheck.State.DOWN);
            assertThat(health.getMessage().orElseThrow()).contains("code 1008 (no)");
            assertThat(health.getDetails()).containsEntry("state", "FAILED").containsEntry("attempts", 3);
        }
    }

    @Test
    void dataBetweenFailuresIsNoReasonToGiveUp() throws Exception {
        try (FrameServer server = new FrameServer(peer -> {
                    peer.open();
                    peer.text("from " + connection.incrementAndGet());
                    peer.closeFrame(1001);
                });
                Feeding feed = Feeding.from(server.url("/"), "maxAttempts=2")) {
            assertThat(feed.awaitPayloads(10)).hasSizeGreaterThanOrEqualTo(10);
            assertThat(feed.status().state()).isNotEqualTo(FeedStatus.State.FAILED);
        }
    }

    @Test
    void aFullQueueBoundsTheNextConnectionToo() throws Exception {
        CountDownLatch go = new CountDownLatch(1);
        AtomicInteger sent = new AtomicInteger();
        try (FrameServer server = new FrameServer(peer -> {
                    peer.open();
                    if (connection.incrementAndGet() == 1) {
                        for (int i = 0; i < 50; i++) {
                            peer.text("first " + i);
                        }
                        peer.flush();
                        // a client that is not read from hears of it when it next sends something
                        peer.reset();
                    }
                    for (; sent.get() < 400_000; sent.incrementAndGet()) {
                        peer.text("second " + sent.get() + " " + "x".repeat(200));
                    }
                    peer.flush();
                    peer.awaitClose();
                });
                Feeding feed = Feeding.through(
                        exchange -> go.await(),
                        server.url("/"),
                        "queueFrames=20",
                        "keepAlive=still here",
                        "keepAliveInterval=10ms")) {
            await().atMost(SOON).until(() -> connection.get() == 2);
            await().during(Duration.ofSeconds(1))
                    .atMost(SOON)
                    .until(() -> feed.status().frames() < 5000);
            go.countDown();
            await().atMost(SOON).until(() -> sent.get() == 400_000);
            assertThat(feed.status().frames()).isGreaterThan(20);
        }
    }
}
