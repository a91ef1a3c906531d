package example;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.wadi.testing.FrameServer;
import dev.wadi.testing.Reference;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(120)
class KameletsTest {

    @TempDir
    Path work;

    @Test
    void writesTheRowsOfTheRecordingAndEndsInOrder() throws Exception {
        assumeTrue(Reference.isThere(), Reference.ABSENT);
        Path printed = work.resolve("printed.log");
        try (FrameServer server = FrameServer.sending(Reference.frames())) {
            ProcessBuilder main = new ProcessBuilder(
                            Path.of(System.getProperty("java.home"), "bin", "java")
                                    .toString(),
                            "-cp",
                            System.getProperty("java.class.path"),
                            "org.apache.camel.main.Main")
                    .directory(work.toFile())
                    .redirectErrorStream(true)
                    .redirectOutput(printed.toFile());
            main.environment().put("TRADES_URL", server.url("/ws/btcusdt@trade"));
            Process process = main.start();
            try {
                await().atMost(Duration.ofSeconds(60))
                        .failFast(() -> assertThat(process.isAlive())
                                .as(Files.readString(printed))
                                .isTrue())
                        .until(() -> Reference.isCounted(work.resolve("data")));
                process.destroy();
                assertThat(process.waitFor(20, TimeUnit.SECONDS))
                        .as("ended after SIGTERM; it printed %s", Files.readString(printed))
                        .isTrue();
            } finally {
                process.destroyForcibly();
            }
        }
        Reference.assertWritten(work.resolve("data/csv"));
    }
}
