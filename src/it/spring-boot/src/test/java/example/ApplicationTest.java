package example;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.wadi.testing.FrameServer;
import dev.wadi.testing.LeftThreads;
import dev.wadi.testing.Reference;
import java.io.InputStream;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.web.servlet.context.ServletWebServerApplicationContext;
import org.springframework.context.ConfigurableApplicationContext;

@Timeout(120)
class ApplicationTest {

    private static final Duration LIMIT = Duration.ofSeconds(60);

    @TempDir
    Path data;

    @Test
    void aGracefulStopWritesEverything() throws Exception {
        assumeTrue(Reference.isThere(), Reference.ABSENT);
        LeftThreads threads = new LeftThreads();
        try (FrameServer server = FrameServer.sending(Reference.frames())) {
            // the second batch is never full and its interval never over: it is written by the stop
            try (ConfigurableApplicationContext application = SpringApplication.run(
                    Application.class,
                    "--server.port=0",
                    "--trades.url=" + server.url("/ws/btcusdt@trade"),
                    "--trades.data=" + data,
                    "--trades.batch.rows=700",
                    "--trades.batch.interval=3600000")) {
                int port = ((ServletWebServerApplicationContext) application)
                        .getWebServer()
                        .getPort();
                await().atMost(LIMIT)
                        .untilAsserted(() -> assertThat(get(port, "prometheus"))
                                .containsPattern("wadi_feed_frames_total\\{[^}]*feed=\"btcusdt\"[^}]*} 1000")
                                .containsPattern("wadi_journal_position\\{[^}]*journal=\"btcusdt\"[^}]*} 1002")
                                .containsPattern("wadi_journal_committed\\{[^}]*reader=\"btcusdt-clean\"[^}]*} 702")
                                .containsPattern("wadi_file_rows_total\\{[^}]*sink=\"btcusdt\"[^}]*} 69\\d"));
                assertThat(get(port, "health"))
                        .contains(
                                "\"status\":\"UP\"", "feed-btcusdt", "journal-btcusdt-writer", "rolling-file-btcusdt");
                server.close();
                await().atMost(LIMIT)
                        .untilAsserted(() -> assertThat(get(port, "health")).contains("\"status\":\"DOWN\""));
            }
        }
        Reference.assertWritten(data.resolve("csv"));
        await().atMost(Duration.ofSeconds(20))
                .untilAsserted(() -> assertThat(threads.names())
                        .filteredOn(name -> name.matches("(?i)(feed|journal|vert|camel).*"))
                        .isEmpty());
    }

    private static String get(int port, String endpoint) throws Exception {
        HttpURLConnection connection =
                (HttpURLConnection) URI.create("http://127.0.0.1:" + port + "/actuator/" + endpoint)
                        .toURL()
                        .openConnection();
        try (InputStream in =
                connection.getResponseCode() < 400 ? connection.getInputStream() : connection.getErrorStream()) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
