package dev.wadi.feed;

import static dev.wadi.testing.Feeding.SOON;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.wadi.frame.Frame;
import dev.wadi.testing.Feeding;
import dev.wadi.testing.FrameServer;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.Test;

class OrderIT {

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
                });
                DefaultCamelContext context = new DefaultCamelContext()) {
            context.addRoutes(new RouteBuilder() {
                @Override
                public void configure() {
                    from("feed:test?url=" + server.url("/")).process(exchange -> {
                        Frame frame = Frame.of(exchange);
                        long number = next.getAndIncrement();
                        if (!("{\"n\":" + number + "}").equals(frame.payload())
                                || frame.position() != number + 1
                                || frame.follows() != number) {
                            wrong.incrementAndGet();
                        }
                    });
                }
            });
            context.start();
            await().atMost(SOON.multipliedBy(2)).until(() -> next.get() >= count);
        }
        assertThat(next).hasValue(count);
        assertThat(wrong).hasValue(0);
    }

    @Test
    void allFramesPassOnOneThread() throws Exception {
        List<String> sent = IntStream.range(0, 5000).mapToObj(Integer::toString).toList();
        List<Thread> threads = new CopyOnWriteArrayList<>();
        try (FrameServer server = FrameServer.sending(sent);
                Feeding feed = Feeding.through(
                        exchange -> {
                            if (!threads.contains(Thread.currentThread())) {
                                threads.add(Thread.currentThread());
                            }
                        },
                        server.url("/"))) {
            assertThat(feed.awaitPayloads(sent.size())).isEqualTo(sent);
        }
        assertThat(threads).hasSize(1);
    }

    @Test
    void holdsTheServerBackWhileTheRouteIsSlowAndLosesNothing() throws Exception {
        List<String> sent =
                IntStream.range(0, 20_000).mapToObj(Integer::toString).toList();
        CountDownLatch go = new CountDownLatch(1);
        try (FrameServer server = FrameServer.sending(sent);
                Feeding feed = Feeding.through(exchange -> go.await(), server.url("/"), "queueFrames=10")) {
            await().atMost(SOON).until(() -> feed.status().pausedMillis() > 0);
            go.countDown();
            assertThat(feed.awaitPayloads(sent.size())).isEqualTo(sent);
            assertThat(feed.status().connections()).isEqualTo(1);
        }
    }

    @Test
    void aQueueOfOneFrameLosesNothing() throws Exception {
        List<String> sent = IntStream.range(0, 2000).mapToObj(Integer::toString).toList();
        try (FrameServer server = FrameServer.sending(sent);
                Feeding feed = Feeding.from(server.url("/"), "queueFrames=1")) {
            assertThat(feed.awaitPayloads(sent.size())).isEqualTo(sent);
        }
    }

    @Test
    void memoryStaysFlatWhileTheRouteHoldsUpHundredsOfMegabytes() throws Exception {
        int count = 200_000;
        String padding = " " + "x".repeat(1500);
        AtomicLong sent = new AtomicLong();
        AtomicLong next = new AtomicLong();
        AtomicBoolean slow = new AtomicBoolean(true);
        List<String> wrong = new CopyOnWriteArrayList<>();
        try (FrameServer server = new FrameServer(peer -> {
                    peer.open();
                    for (; sent.get() < count; sent.incrementAndGet()) {
                        peer.text(sent.get() + padding);
                    }
                    peer.flush();
                    peer.awaitClose();
                });
                DefaultCamelContext context = new DefaultCamelContext()) {
            context.addRoutes(new RouteBuilder() {
                @Override
                public void configure() {
                    from("feed:test?stallTimeout=1s&pingInterval=1s&pongTimeout=1s&queueBytes=4000000&url="
                                    + server.url("/"))
                            .routeId("test")
                            .process(exchange -> {
                                String text = (String) Frame.of(exchange).payload();
                                if (!text.startsWith(next.getAndIncrement() + " ")) {
                                    wrong.add(text);
                                }
                                if (slow.get()) {
                                    LockSupport.parkNanos(2_000_000);
                                }
                            });
                }
            });
            long before = usedHeap();
            context.start();
            await().atMost(SOON).until(() -> next.get() > 100);
            await().pollInterval(Duration.ofMillis(500))
                    .atMost(SOON)
                    .during(Duration.ofSeconds(10))
                    .until(() -> usedHeap() - before < 50_000_000);
            assertThat(sent.get()).as("held back").isLessThan(count);
            slow.set(false);
            await().atMost(SOON).until(() -> next.get() == count);
            FeedStatus status = ((FeedEndpoint) context.getRoute("test").getEndpoint()).status();
            assertThat(status.connections()).as("nothing was taken for a stall").isEqualTo(1);
            assertThat(status.pausedMillis()).isGreaterThan(1000);
        }
        assertThat(wrong).isEmpty();
    }

    private static long usedHeap() {
        System.gc();
        return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
    }

    @Test
    void twoFeedsInAContextDoNotMix() throws Exception {
        List<String> left = IntStream.range(0, 3000).mapToObj(i -> "left " + i).toList();
        List<String> right =
                IntStream.range(0, 3000).mapToObj(i -> "right " + i).toList();
        try (FrameServer one = FrameServer.sending(left);
                FrameServer other = FrameServer.sending(right);
                Feeding feed = Feeding.from(one.url("/"))) {
            List<Frame> frames = new CopyOnWriteArrayList<>();
            feed.context().addRoutes(new RouteBuilder() {
                @Override
                public void configure() {
                    from("feed:other?url=" + other.url("/")).process(exchange -> frames.add(Frame.of(exchange)));
                }
            });
            assertThat(feed.awaitPayloads(left.size())).isEqualTo(left);
            await().atMost(SOON).until(() -> frames.size() == right.size());
            assertThat(frames).extracting(Frame::payload).isEqualTo(right);
            assertThat(frames)
                    .extracting(Frame::position)
                    .isEqualTo(LongStream.rangeClosed(1, right.size()).boxed().toList());
        }
    }
}
