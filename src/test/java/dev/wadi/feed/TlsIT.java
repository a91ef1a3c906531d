package dev.wadi.feed;

import static dev.wadi.testing.Feeding.SOON;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.wadi.testing.Certificates;
import dev.wadi.testing.Feeding;
import dev.wadi.testing.FrameServer;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HexFormat;
import java.util.concurrent.atomic.AtomicInteger;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TlsIT {

    @TempDir
    private static Path directory;

    private static Certificates certificates;

    private final AtomicInteger handshakes = new AtomicInteger();

    @BeforeAll
    static void foundTheAuthority() throws Exception {
        certificates = new Certificates(directory);
    }

    private FrameServer serving(SSLContext tls) throws Exception {
        return new FrameServer(tls, peer -> {
            handshakes.incrementAndGet();
            peer.open();
            peer.text("secret");
            peer.flush();
            peer.awaitClose();
        });
    }

    private void assertRefused(Feeding feed, String why) {
        await().atMost(SOON).until(() -> feed.status().attempts() > 2);
        assertThat(feed.status().problem()).contains("No trusted TLS connection to wss://localhost:", why);
        assertThat(feed.frames()).isEmpty();
        assertThat(handshakes).hasValue(0);
    }

    @Test
    void aCertificateOfTheTrustStoreIsTaken() throws Exception {
        try (FrameServer server = serving(certificates.server("localhost"));
                Feeding feed = Feeding.trusting(certificates.trust(), server.url("/"))) {
            assertThat(feed.awaitPayloads(1)).containsExactly("secret");
        }
    }

    @Test
    void aCertificateForAnotherHostIsRefused() throws Exception {
        try (FrameServer server = serving(certificates.server("elsewhere.example"));
                Feeding feed = Feeding.trusting(certificates.trust(), server.url("/"))) {
            assertRefused(feed, "localhost");
        }
    }

    @Test
    void anExpiredCertificateIsRefused() throws Exception {
        try (FrameServer server = serving(certificates.server("localhost", "-startdate", "-10d", "-validity", "1"));
                Feeding feed = Feeding.trusting(certificates.trust(), server.url("/"))) {
            assertRefused(feed, "expired");
        }
    }

    @Test
    void anUnknownCertificateIsRefusedWithTheTrustStoreOfTheJvmAndWithAnother() throws Exception {
        Certificates others = new Certificates(directory);
        try (FrameServer server = serving(certificates.server("localhost"))) {
            try (Feeding feed = Feeding.from(server.url("/"))) {
                assertRefused(feed, "unable to find valid certification path");
            }
            try (Feeding feed = Feeding.trusting(others.trust(), server.url("/"))) {
                assertRefused(feed, "");
            }
        }
    }

    /** RFC 8446, 4.2.1: the extension supported_versions, 43, of five bytes with two versions in four of them. */
    @Test
    void onlyTls12AndNewerAreOffered() throws Exception {
        try (ServerSocket listener = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
                Feeding feed = Feeding.from("wss://localhost:" + listener.getLocalPort() + "/")) {
            listener.setSoTimeout((int) SOON.toMillis());
            try (Socket socket = listener.accept()) {
                byte[] record = socket.getInputStream().readNBytes(5);
                byte[] hello = socket.getInputStream()
                        .readNBytes(ByteBuffer.wrap(record, 3, 2).getShort());
                assertThat(HexFormat.of().formatHex(hello)).contains("002b00050403040303");
            }
            assertThat(feed.frames()).isEmpty();
        }
    }

    @Test
    void aServerThatAcceptsAndNeverSpeaksTlsIsGivenUpInTime() throws Exception {
        try (FrameServer server = new FrameServer(peer -> peer.playDead());
                Feeding feed = Feeding.from("wss://localhost:" + server.port() + "/", "connectTimeout=200ms")) {
            await().atMost(Duration.ofSeconds(5)).until(() -> feed.status().attempts() > 2);
        }
    }

    @Test
    void aTrustStoreThatIsNotThereStopsTheStartAndIsNamed() {
        Path missing = directory.resolve("missing.p12");
        assertThatThrownBy(() -> Feeding.trusting(Certificates.trust(missing), "wss://localhost:1/"))
                .hasStackTraceContaining("feed:test: sslContextParameters")
                .hasStackTraceContaining("missing.p12");
        assertThat(Thread.getAllStackTraces().keySet())
                .extracting(Thread::getName)
                .doesNotContain("feed-test");
    }
}
