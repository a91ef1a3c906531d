package example;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.wadi.testing.FrameServer;
import dev.wadi.testing.LeftThreads;
import dev.wadi.testing.Reference;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Properties;
import org.apache.camel.CamelContext;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(120)
class TradesTest {

    @TempDir
    Path data;

    @Test
    void writesTheRowsOfTheRecordingAndLeavesNothingBehind() throws Exception {
        assumeTrue(Reference.isThere(), Reference.ABSENT);
        try (FrameServer server = FrameServer.sending(Reference.frames())) {
            LeftThreads threads = new LeftThreads();
            Properties properties = (Properties) System.getProperties().clone();
            try (CamelContext context = Trades.context(server.url("/ws/btcusdt@trade"), data)) {
                assertThat(threads.names()).as("threads before the start").isEmpty();
                context.start();
                await().atMost(Duration.ofSeconds(60)).until(() -> Reference.isCounted(data));
            }
            await().atMost(Duration.ofSeconds(20))
                    .untilAsserted(() -> assertThat(threads.names())
                            .filteredOn(name -> !name.startsWith("frame-server"))
                            .isEmpty());
            assertThat(System.getProperties()).isEqualTo(properties);
        }
        Reference.assertWritten(data.resolve("csv"));
    }

    @Test
    void neitherTheProgramNorMicrometerCameAlong() {
        assertThat(List.of("picocli.CommandLine", "org.apache.camel.main.Main", "io.micrometer.core.instrument.Meter"))
                .noneMatch(TradesTest::isThere);
    }

    private static boolean isThere(String name) {
        try {
            Class.forName(name);
            return true;
        } catch (ClassNotFoundException absent) {
            return false;
        }
    }
}
