package dev.wadi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.wadi.testing.Cleaning;
import dev.wadi.testing.FrameServer;
import dev.wadi.testing.Program;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.LongStream;
import java.util.stream.Stream;
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
        long kept = kept();
        int written = Cleaning.rows(work.resolve("data")).size();
        if (written < kept) {
            assertThat(program.printed()).contains("not cleaned yet");
            program.run(0, "run", "--rows", Long.toString(kept - written), "--set", "wadi.feed.url=ws://127.0.0.1:1/");
        }
        assertThat(Cleaning.rows(work.resolve("data")))
                .isEqualTo(LongStream.range(0, kept)
                        .mapToObj(n -> "1970-01-01 00:00:00.000,1,1,N" + n)
                        .toList());
    }

    /** How many messages the journal holds. */
    private long kept() throws IOException {
        try (Stream<Path> segments = Files.list(work.resolve("data/journal/btcusdt"))) {
            long messages = 0;
            for (Path segment :
                    segments.filter(file -> file.toString().endsWith(".tsv")).toList()) {
                messages += Files.readAllLines(segment).stream()
                        .filter(line -> line.contains("\ttext\t"))
                        .count();
            }
            return messages;
        }
    }
}
