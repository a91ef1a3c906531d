package dev.wadi.feed;

import static dev.wadi.testing.Feeding.SOON;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.wadi.frame.Frame;
import dev.wadi.frame.Kind;
import dev.wadi.testing.Feeding;
import dev.wadi.testing.FrameServer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.zip.DeflaterOutputStream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;

class PayloadIT {

    private static final String JSON = "{\"ping\":1618678073643,\"text\":\"ä\"}";

    private static FrameServer serving(FrameServer.Script frames) throws IOException {
        return new FrameServer(peer -> {
            peer.open();
            frames.serve(peer);
            peer.text("last");
            peer.flush();
            peer.awaitClose();
        });
    }

    @Test
    void textThatIsNotUtf8ArrivesAsItsBytes() throws Exception {
        byte[] broken = {'a', (byte) 0xFF, 'b'};
        try (FrameServer server = serving(peer -> {
                    peer.frame(0x81, broken);
                    peer.text("\uFFFD is a character too");
                });
                Feeding feed = Feeding.from(server.url("/"))) {
            assertThat(feed.awaitPayloads(3)).containsExactly(broken, "\uFFFD is a character too", "last");
            assertThat(feed.frames()).extracting(Frame::kind).containsExactly(Kind.BINARY, Kind.TEXT, Kind.TEXT);
            assertThat(feed.status().connections()).isEqualTo(1);
        }
    }

    @Test
    void binaryGzipAndZlibBecomeTheTextTheyHold() throws Exception {
        byte[] bytes = {0, 1, 2, (byte) 0xFE};
        try (FrameServer server = serving(peer -> {
                    peer.binary(JSON.getBytes(StandardCharsets.UTF_8));
                    peer.binary(gzip(JSON.getBytes(StandardCharsets.UTF_8)));
                    peer.binary(zlib(JSON.getBytes(StandardCharsets.UTF_8)));
                    peer.binary(gzip(bytes));
                    peer.binary(bytes);
                    peer.binary(new byte[0]);
                });
                Feeding feed = Feeding.from(server.url("/"))) {
            assertThat(feed.awaitPayloads(7)).containsExactly(JSON, JSON, JSON, bytes, bytes, "", "last");
        }
    }

    @Test
    void whatOnlyLooksCompressedStaysAsItCame() throws Exception {
        byte[] halfGzip = Arrays.copyOf(gzip(JSON.getBytes(StandardCharsets.UTF_8)), 15);
        try (FrameServer server = serving(peer -> {
                    peer.binary(halfGzip);
                    // 'x^' is a zlib header too
                    peer.binary("x^ is text".getBytes(StandardCharsets.UTF_8));
                });
                Feeding feed = Feeding.from(server.url("/"))) {
            assertThat(feed.awaitPayloads(3)).containsExactly(halfGzip, "x^ is text", "last");
        }
    }

    @Test
    void encodingNoneLeavesBinaryMessagesAlone() throws Exception {
        byte[] gzip = gzip(JSON.getBytes(StandardCharsets.UTF_8));
        try (FrameServer server = serving(peer -> peer.binary(gzip));
                Feeding feed = Feeding.from(server.url("/"), "encoding=none")) {
            assertThat(feed.awaitPayloads(2)).containsExactly(gzip, "last");
        }
    }

    @Test
    void whatShouldBeGzipAndIsNotIsAReject() throws Exception {
        try (FrameServer server = serving(peer -> peer.binary(JSON.getBytes(StandardCharsets.UTF_8)));
                Feeding feed = Feeding.from(server.url("/"), "encoding=gzip")) {
            feed.awaitPayloads(2);
            assertThat(feed.frames().get(0).kind()).isEqualTo(Kind.CUT);
            assertThat(feed.frames().get(0).reason()).startsWith("not gzip: ");
            assertThat(feed.frames().get(0).text()).isEqualTo(JSON);
        }
    }

    @Test
    void aGzipBombStopsAtTheBoundAndTheConnectionGoesOn() throws Exception {
        byte[] gzip = gzip(new byte[128 << 20]);
        byte[] zlib = zlib(new byte[64 << 20]);
        try (FrameServer server = serving(peer -> {
                    peer.binary(gzip);
                    peer.binary(zlib);
                });
                Feeding feed = Feeding.from(server.url("/"))) {
            feed.awaitPayloads(3);
            assertThat(feed.frames()).extracting(Frame::kind).containsExactly(Kind.CUT, Kind.CUT, Kind.TEXT);
            assertThat(feed.frames().get(0).reason())
                    .isEqualTo("inflates to more than 16777216 bytes (maxMessageSize), from " + gzip.length);
            assertThat(feed.frames().get(0).payload()).isEqualTo(gzip);
            assertThat(feed.status().connections()).isEqualTo(1);
        }
    }

    @Test
    void theQueueIsBoundedByWhatMessagesInflateTo() throws Exception {
        byte[] gzip = gzip(new byte[4 << 20]);
        CountDownLatch go = new CountDownLatch(1);
        AtomicInteger sent = new AtomicInteger();
        try (FrameServer server = new FrameServer(peer -> {
                    peer.open();
                    for (; sent.get() < 64; sent.incrementAndGet()) {
                        peer.binary(gzip);
                    }
                    peer.flush();
                    peer.awaitClose();
                });
                Feeding feed = Feeding.through(
                        exchange -> go.await(), server.url("/"), "queueBytes=16000000", "encoding=gzip")) {
            await().atMost(SOON).until(() -> feed.status().pausedMillis() > 300);
            // what the socket had read by then may pass the bound
            assertThat(feed.status().frames()).isLessThan(50);
            go.countDown();
        }
    }

    @Test
    void aMessageOverTheBoundIsARejectAndTheConnectionGoesOn() throws Exception {
        byte[] large = new byte[20 << 20];
        Arrays.fill(large, (byte) 'x');
        try (FrameServer server = serving(peer -> {
                    peer.text("before");
                    peer.frame(0x81, large);
                });
                Feeding feed = Feeding.from(server.url("/"))) {
            feed.awaitPayloads(3);
            Frame reject = feed.frames().get(1);
            assertThat(reject.kind()).isEqualTo(Kind.CUT);
            assertThat(reject.reason())
                    .isEqualTo("a message of 20971520 bytes is over the bound of 16777216 (maxMessageSize)");
            assertThat(reject.payload()).isEqualTo(Arrays.copyOf(large, 1 << 16));
            assertThat(feed.payloads()).first().isEqualTo("before");
            assertThat(feed.payloads()).last().isEqualTo("last");
            assertThat(feed.status().connections()).isEqualTo(1);
        }
    }

    @Test
    void aMessageOverASmallBoundIsARejectToo() throws Exception {
        try (FrameServer server = serving(peer -> {
                    peer.text("x".repeat(1000));
                    peer.text("x".repeat(1001));
                    peer.frame(0x01, new byte[600]);
                    peer.frame(0x80, new byte[600]);
                    peer.text("x".repeat(1_000_000));
                });
                Feeding feed = Feeding.from(server.url("/"), "maxMessageSize=1000")) {
            feed.awaitPayloads(5);
            assertThat(feed.frames())
                    .extracting(Frame::kind)
                    .containsExactly(Kind.TEXT, Kind.CUT, Kind.CUT, Kind.CUT, Kind.TEXT);
            assertThat(feed.frames().get(2).reason()).contains("1200 bytes");
            assertThat(feed.status().connections()).isEqualTo(1);
        }
    }

    @Test
    void aFrameTooLargeToBeReadOverEndsTheConnectionAndIsSaid() throws Exception {
        AtomicInteger connection = new AtomicInteger();
        try (FrameServer server = new FrameServer(peer -> {
                    peer.open();
                    if (connection.incrementAndGet() == 1) {
                        // the head of a frame of 1 TiB
                        peer.raw(new byte[] {(byte) 0x81, 127, 0, 0, 1, 0, 0, 0, 0, 0});
                    } else {
                        peer.text("second");
                    }
                    peer.flush();
                    peer.awaitClose();
                });
                Feeding feed = Feeding.from(server.url("/"))) {
            feed.awaitPayloads(2);
            assertThat(feed.frames().get(0).kind()).isEqualTo(Kind.CUT);
            assertThat(feed.frames().get(0).reason()).contains("maxMessageSize");
            assertThat(feed.payloads().get(1)).isEqualTo("second");
        }
    }

    @Test
    void aThousandFragmentsMakeOneMessageAndPingsMayStandBetweenThem() throws Exception {
        StringBuilder whole = new StringBuilder();
        try (FrameServer server = serving(peer -> {
                    for (int i = 0; i < 1000; i++) {
                        String part = i + " ä,";
                        whole.append(part);
                        peer.frame((i == 999 ? 0x80 : 0) | (i == 0 ? 1 : 0), part.getBytes(StandardCharsets.UTF_8));
                        if (i % 100 == 0) {
                            peer.frame(0x89, new byte[] {1});
                        }
                    }
                });
                Feeding feed = Feeding.from(server.url("/"))) {
            assertThat(feed.awaitPayloads(2)).containsExactly(whole.toString(), "last");
        }
    }

    private static byte[] gzip(byte[] bytes) throws IOException {
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (OutputStream out = new GZIPOutputStream(packed)) {
            out.write(bytes);
        }
        return packed.toByteArray();
    }

    private static byte[] zlib(byte[] bytes) throws IOException {
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (OutputStream out = new DeflaterOutputStream(packed)) {
            out.write(bytes);
        }
        return packed.toByteArray();
    }
}
