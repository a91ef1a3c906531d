package dev.wadi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.wadi.testing.FrameServer;
import dev.wadi.testing.Program;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StopIT {

    @TempDir
    Path work;

    @Test
    void sigtermInABurstWritesWhatWasReceivedAndEndsWithin5Seconds() throws Exception {
        Program program = new Program(work);
        AtomicInteger sent = new AtomicInteger();
        try (FrameServer server = new FrameServer(peer -> {
            peer.open();
            while (true) {
                peer.text("{\"E\":0,\"p\":\"1\",\"q\":\"1\",\"s\":\"N" + sent.getAndIncrement() + "\"}");
                if (sent.get() % 100 == 0) {
                    peer.flush();
                }
            }
        })) {
            Process process = program.start("run", "--set", "wadi.feed.url=" + server.url("/"));
            await().atMost(Duration.ofSeconds(60)).until(() -> sent.get() > 200_000);
            process.toHandle().destroy();

            assertThat(process.waitFor(5, TimeUnit.SECONDS))
                    .as("gone within 5 s")
                    .isTrue();
            assertThat(process.exitValue()).as(program.printed()).isZero();
        }
        assertThat(program.printed()).contains("Summary");
        List<String> rows = Files.readAllLines(program.only("data/csv"));
        assertThat(rows.subList(1, rows.size()))
                .isEqualTo(IntStream.range(0, rows.size() - 1)
                        .mapToObj(n -> "1970-01-01 00:00:00.000,1,1,N" + n)
                        .toList());
    }
}
