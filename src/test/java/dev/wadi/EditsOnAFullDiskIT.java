package dev.wadi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.wadi.testing.Editing;
import dev.wadi.testing.Kept;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The route is edited while there is no room for its rows. */
class EditsOnAFullDiskIT {

    private static final Duration LIMIT = Duration.ofSeconds(60);

    @TempDir
    Path work;

    @BeforeAll
    static void needsPrlimit() {
        assumeTrue(
                Files.exists(Path.of("/usr/bin/prlimit")),
                "prlimit (Linux, package util-linux) is not there: it sets the limits of a running program");
    }

    @Test
    void theEditTakesOverWhenThereIsRoomAgain() throws Exception {
        try (Editing editing = full()) {
            editing.edit(editing.clean(), "filterReason: zero", "filterReason: none or zero");
            long kept = kept();
            await().atMost(LIMIT).until(() -> kept() > kept + 5_000);
            limit(editing.process(), "unlimited");
            assertThat(editing.awaitTakenOver()).contains("line 15 changed; btcusdt-clean in effect");
            editing.finishWithOneConnection();
        }
    }

    @Test
    void aStopMeanwhileEndsInTimeAndTheNextRunGoesOn() throws Exception {
        try (Editing editing = full()) {
            editing.edit(editing.clean(), "filterReason: zero", "filterReason: none or zero");
            long kept = kept();
            await().atMost(LIMIT).until(() -> kept() > kept + 5_000);
            editing.process().toHandle().destroy();
            assertThat(editing.process().waitFor(20, TimeUnit.SECONDS)).isTrue();

            editing.start();
            editing.recording().finish(editing.process());
            editing.recording().verify();
        }
    }

    /** A recording whose CSV file cannot grow, while the files of its journal, which are shorter, can. */
    private Editing full() throws Exception {
        Editing editing = new Editing(work, 5_000);
        editing.recording().with("wadi.journal.segment.bytes", 100_000).with("wadi.journal.compress", "none");
        editing.start();
        File csv = work.resolve("data/csv").toFile();
        await().atMost(LIMIT).until(() -> largest(csv) > 400_000);
        limit(editing.process(), Long.toString(largest(csv) + 1_000));
        editing.recording().awaitPrinted("Cannot write to", 1);
        return editing;
    }

    private long kept() throws IOException {
        return Kept.in(work.resolve("data")).numbers().size();
    }

    private static long largest(File directory) {
        File[] files = directory.listFiles();
        return files == null
                ? 0
                : Arrays.stream(files).mapToLong(File::length).max().orElse(0);
    }

    private static void limit(Process process, String bytes) throws Exception {
        Process prlimit = new ProcessBuilder("prlimit", "--pid=" + process.pid(), "--fsize=" + bytes + ":unlimited")
                .inheritIO()
                .start();
        assertThat(prlimit.waitFor(10, TimeUnit.SECONDS)).isTrue();
        assertThat(prlimit.exitValue()).isZero();
    }
}
