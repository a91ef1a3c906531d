package dev.wadi.feed;

import static dev.wadi.testing.Feeding.SOON;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.wadi.frame.Frame;
import dev.wadi.frame.Kind;
import dev.wadi.testing.ClientFrame;
import dev.wadi.testing.Feeding;
import dev.wadi.testing.FrameServer;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class FeedStopIT {

    private final AtomicInteger sent = new AtomicInteger();
    private final List<String> closes = new CopyOnWriteArrayList<>();

    /** Sends numbers at full speed, over all connections, and answers no close. */
    private FrameServer flooding() throws IOException {
        return new FrameServer(peer -> {
            peer.open();
            while (true) {
                peer.text(Integer.toString(sent.getAndIncrement()));
            }
        });
    }

    private static List<String> numbers(int count) {
        return IntStream.range(0, count).mapToObj(Integer::toString).toList();
    }

    private static Duration took(AutoCloseable closed) throws Exception {
        long begin = System.nanoTime();
        closed.close();
        return Duration.ofNanos(System.nanoTime() - begin);
    }

    @Test
    void everyFrameThatCameBeforeAStopGoesThroughTheRoute() throws Exception {
        try (FrameServer server = flooding()) {
            Feeding feed = Feeding.from(server.url("/"));
            feed.awaitPayloads(1000);
            feed.close();
            assertThat(feed.payloads()).isEqualTo(numbers(feed.frames().size()));
            assertThat(feed.status().frames()).isEqualTo(feed.frames().size());
        }
    }

    @Test
    void aServerThatNeverAnswersTheCloseAndKeepsSendingEndsTheStopInTime() throws Exception {
        try (FrameServer server = flooding()) {
            Feeding feed = Feeding.from(server.url("/"), "closeTimeout=300ms", "events=true", "queueFrames=1000");
            feed.awaitPayloads(1000);
            assertThat(took(feed)).isLessThan(Duration.ofSeconds(10));
            assertThat(feed.messages()).isEqualTo(numbers(feed.messages().size()));
            List<Frame> frames = feed.frames();
            assertThat(frames.subList(frames.size() - 2, frames.size()))
                    .extracting(Frame::kind)
                    .containsExactly(Kind.CLOSE, Kind.STOP);
        }
    }

    @Test
    void aStopWhileTheQueueIsFullAndTheRouteSlowLosesNothing() throws Exception {
        AtomicBoolean slow = new AtomicBoolean(true);
        try (FrameServer server = flooding()) {
            Feeding feed = Feeding.through(
                    exchange -> {
                        if (slow.get()) {
                            LockSupport.parkNanos(1_000_000);
                        }
                    },
                    server.url("/"),
                    "queueFrames=1000",
                    "events=true",
                    "closeTimeout=500ms");
            await().atMost(SOON).until(() -> feed.status().pausedMillis() > 0);
            feed.close();
            assertThat(feed.messages()).isEqualTo(numbers(feed.messages().size()));
            assertThat(feed.status().frames()).isEqualTo(feed.messages().size());
            assertThat(feed.frames()).last().extracting(Frame::kind).isEqualTo(Kind.STOP);
        }
    }

    @Test
    void theCloseSaysThatTheRecorderGoesAway() throws Exception {
        try (FrameServer server = new FrameServer(peer -> {
            peer.open();
            peer.text("x");
            ClientFrame frame = peer.read();
            closes.add(frame.opcode() + " " + frame.code());
            peer.closeFrame(1000);
        })) {
            Feeding feed = Feeding.from(server.url("/"), "closeTimeout=10s");
            feed.awaitPayloads(1);
            assertThat(took(feed)).as("the answer is all that is waited for").isLessThan(Duration.ofSeconds(5));
            await().atMost(SOON).until(() -> closes.equals(List.of("8 1001")));
        }
    }

    @Test
    void afterASuspensionTheNumbersGoOnAndNothingIsLost() throws Exception {
        try (FrameServer server = flooding();
                Feeding feed = Feeding.from(server.url("/"), "events=true", "closeTimeout=100ms")) {
            for (int i = 0; i < 5; i++) {
                int before = feed.messages().size();
                await().atMost(SOON).until(() -> feed.messages().size() > before + 100);
                feed.context().getRouteController().suspendRoute("test");
                assertThat(feed.status().state()).isEqualTo(FeedStatus.State.STOPPED);
                assertThat(feed.status().frames()).isEqualTo(feed.messages().size());
                feed.context().getRouteController().resumeRoute("test");
            }
            int before = feed.messages().size();
            await().atMost(SOON).until(() -> feed.messages().size() > before);
            feed.context().getRouteController().stopRoute("test");
            List<Frame> frames = feed.frames();
            assertThat(frames)
                    .extracting(Frame::position)
                    .isEqualTo(LongStream.rangeClosed(1, frames.size()).boxed().toList());
            assertThat(frames).filteredOn(frame -> frame.kind() == Kind.START).hasSize(6);
            assertThat(frames).filteredOn(frame -> frame.kind() == Kind.STOP).hasSize(6);
            assertThat(frames.stream().mapToInt(Frame::connection).max()).hasValue(6);
            for (int connection = 1; connection <= 6; connection++) {
                assertOneRun(frames, connection);
            }
        }
    }

    /** Of what one connection brought nothing is missing in between. */
    private static void assertOneRun(List<Frame> frames, int connection) {
        List<Integer> numbers = frames.stream()
                .filter(frame -> frame.connection() == connection && frame.kind() == Kind.TEXT)
                .map(frame -> Integer.valueOf((String) frame.payload()))
                .toList();
        assertThat(numbers)
                .isEqualTo(IntStream.range(numbers.get(0), numbers.get(0) + numbers.size())
                        .boxed()
                        .toList());
    }

    @Test
    void aStopBetweenTwoAttemptsIsImmediate() throws Exception {
        try (FrameServer server = new FrameServer(peer -> peer.refuse(429, "Retry-After: 600"))) {
            Feeding feed = Feeding.from(server.url("/"));
            await().atMost(SOON).until(() -> feed.status().problem() != null);
            assertThat(took(feed)).isLessThan(Duration.ofSeconds(5));
        }
    }

    @Test
    void aStopAndAStartWithinAHandshakeLeaveOneConnection() throws Exception {
        AtomicInteger open = new AtomicInteger();
        CountDownLatch go = new CountDownLatch(1);
        try (FrameServer server = new FrameServer(peer -> {
                    open.incrementAndGet();
                    go.await();
                    peer.open();
                    peer.text("x");
                    peer.awaitClose();
                });
                Feeding feed = Feeding.from(server.url("/"))) {
            for (int i = 1; i <= 5; i++) {
                int asked = i;
                await().atMost(SOON).until(() -> open.get() == asked);
                feed.context().getRouteController().suspendRoute("test");
                feed.context().getRouteController().resumeRoute("test");
            }
            await().atMost(SOON).until(() -> open.get() == 6);
            go.countDown();
            feed.awaitPayloads(1);
            await().during(Duration.ofMillis(500)).atMost(SOON).until(() -> open.get() == 6);
            assertThat(feed.payloads()).containsExactly("x");
            assertThat(feed.status().connections()).isEqualTo(1);
        }
    }

    @Test
    void aForcedStopInterruptsARouteThatIsStuck() throws Exception {
        CountDownLatch never = new CountDownLatch(1);
        try (FrameServer server = FrameServer.sending(numbers(100))) {
            Feeding feed = Feeding.through(exchange -> never.await(), server.url("/"));
            await().atMost(SOON).until(() -> feed.status().frames() == 100);
            feed.context().getShutdownStrategy().setTimeout(1);
            assertThat(took(feed)).isLessThan(Duration.ofSeconds(20));
            await().atMost(SOON)
                    .until(() -> Thread.getAllStackTraces().keySet().stream()
                            .noneMatch(thread -> thread.getName().equals("feed-test")));
        }
    }
}
