package dev.wadi.feed;

import static dev.wadi.testing.Feeding.SOON;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.wadi.testing.Feeding;
import dev.wadi.testing.FrameServer;
import io.netty.channel.EventLoop;
import io.netty.util.concurrent.SingleThreadEventExecutor;
import io.vertx.core.Vertx;
import io.vertx.core.impl.VertxInternal;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.apache.camel.component.vertx.websocket.VertxWebsocketComponent;
import org.junit.jupiter.api.Test;

class LeaksIT {

    private static final int CYCLES = 1000;
    private static final Path DESCRIPTORS = Path.of("/proc/self/fd");

    private final AtomicInteger connection = new AtomicInteger();

    /** What may pile up. */
    private record Held(long threads, long sockets, long tasks, long heap) {

        static Held by(Feeding feed) throws IOException {
            Vertx vertx = feed.context()
                    .getComponent("vertx-websocket", VertxWebsocketComponent.class)
                    .getVertx();
            long tasks = 0;
            for (var executor : ((VertxInternal) vertx).getEventLoopGroup()) {
                // timers and what waits to be run; 0 again once a loop is idle
                tasks += ((SingleThreadEventExecutor) (EventLoop) executor).pendingTasks();
                tasks += scheduled((EventLoop) executor);
            }
            System.gc();
            return new Held(
                    Thread.getAllStackTraces().keySet().stream()
                            .filter(thread -> thread.getName().startsWith("feed"))
                            .count(),
                    openSockets(),
                    tasks,
                    ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed());
        }

        private static long scheduled(EventLoop loop) {
            try {
                java.lang.reflect.Field queue =
                        io.netty.util.concurrent.AbstractScheduledEventExecutor.class.getDeclaredField(
                                "scheduledTaskQueue");
                queue.setAccessible(true);
                Object tasks = queue.get(loop);
                return tasks == null ? 0 : ((io.netty.util.internal.PriorityQueue<?>) tasks).size();
            } catch (ReflectiveOperationException gone) {
                throw new IllegalStateException(gone);
            }
        }

        private static long openSockets() throws IOException {
            if (!Files.isDirectory(DESCRIPTORS)) {
                return 0;
            }
            try (Stream<Path> descriptors = Files.list(DESCRIPTORS)) {
                return descriptors
                        .filter(descriptor -> {
                            try {
                                return Files.readSymbolicLink(descriptor)
                                        .toString()
                                        .startsWith("socket:");
                            } catch (IOException closed) {
                                return false;
                            }
                        })
                        .count();
            }
        }

        boolean isNoMoreThan(Held before) {
            return threads <= before.threads
                    && sockets <= before.sockets
                    && tasks <= before.tasks
                    && heap <= before.heap + 10_000_000;
        }
    }

    @Test
    void aThousandReconnectsLeaveNothingBehind() throws Exception {
        try (FrameServer server = new FrameServer(peer -> {
                    int number = connection.incrementAndGet();
                    if (number % 3 == 0) {
                        peer.refuse(503);
                    } else if (number % 3 == 1) {
                        peer.open();
                        peer.text("x");
                        peer.closeFrame(1001);
                        peer.playDead();
                    } else {
                        peer.open();
                        peer.text("x");
                        peer.reset();
                    }
                });
                Feeding feed = Feeding.from(
                        server.url("/"), "maxReconnectDelay=1ms", "keepAlive=x", "pingInterval=1s", "subscribe=x")) {
            await().atMost(SOON).until(() -> connection.get() > 100);
            feed.context().getRouteController().suspendRoute("test");
            Held before = settled(feed, server);
            feed.context().getRouteController().resumeRoute("test");
            await().atMost(SOON).until(() -> connection.get() > 100 + CYCLES);
            feed.context().getRouteController().suspendRoute("test");
            assertSettles(feed, before);
        }
    }

    @Test
    void aThousandStartsAndStopsLeaveNothingBehind() throws Exception {
        try (FrameServer server = new FrameServer(peer -> {
                    peer.open();
                    peer.text("x");
                    connection.incrementAndGet();
                    peer.awaitClose();
                });
                Feeding feed = Feeding.from(server.url("/"), "keepAlive=x", "pingInterval=1s", "subscribe=x")) {
            startAndStop(feed, 100);
            Held before = settled(feed, server);
            startAndStop(feed, CYCLES);
            assertSettles(feed, before);
        }
    }

    /** Half of the stops come within a handshake, the others after the first frame. */
    private void startAndStop(Feeding feed, int cycles) throws Exception {
        for (int i = 0; i < cycles; i++) {
            feed.context().getRouteController().stopRoute("test");
            int before = connection.get();
            feed.context().getRouteController().startRoute("test");
            if (i % 2 == 0) {
                await().atMost(SOON)
                        .pollDelay(java.time.Duration.ZERO)
                        .pollInterval(java.time.Duration.ofMillis(1))
                        .until(() -> connection.get() > before);
            }
        }
        feed.context().getRouteController().stopRoute("test");
    }

    private static Held settled(Feeding feed, FrameServer server) throws IOException {
        await().atMost(SOON).until(() -> server.open() == 0);
        return Held.by(feed);
    }

    private static void assertSettles(Feeding feed, Held before) {
        await().atMost(SOON)
                .untilAsserted(() ->
                        assertThat(Held.by(feed)).matches(held -> held.isNoMoreThan(before), "no more than " + before));
    }
}
