package dev.wadi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.wadi.testing.Kept;
import dev.wadi.testing.Recording;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * No more room: the operating system lets no file of the running program grow beyond a limit, which is then lifted, twice.
 */
class DiskFullIT {

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
    void aFullDiskUnderTheJournalHoldsTheFeedBackAndLosesNothing() throws Exception {
        try (Recording recording = new Recording(work, 5_000).with("wadi.csv.roll.rows", 1000)) {
            Process process = recording.start();
            for (int times = 1; times <= 2; times++) {
                awaitGrowth(recording, "journal/btcusdt", 500_000);
                limit(process, Long.toString(largest(recording, "journal/btcusdt") + 1000));
                recording.awaitPrinted("Cannot write to", times);
                assertThat(recording.printed()).contains("journal", "File too large", "Free the disk");
                limit(process, "unlimited");
                recording.awaitPrinted("It goes on", times);
            }
            recording.finish(process);
            assertEveryTradeIsThere(recording);
        }
    }

    @Test
    void aFullDiskUnderTheOutputLetsTheCaptureGoOn() throws Exception {
        try (Recording recording = new Recording(work, 5_000).with("wadi.journal.segment.bytes", 100_000)) {
            Process process = recording.with("wadi.journal.compress", "none").start();
            for (int times = 1; times <= 2; times++) {
                awaitGrowth(recording, "csv", 400_000);
                limit(process, Long.toString(largest(recording, "csv") + 1000));
                recording.awaitPrinted("Cannot write to", times);
                assertThat(recording.printed()).contains(".csv.part");
                long kept = Kept.endOf(recording.data()).lastMessage();
                await().atMost(LIMIT).until(() -> Kept.endOf(recording.data()).lastMessage() > kept + 5_000);
                limit(process, "unlimited");
                recording.awaitPrinted("It goes on", times);
            }
            recording.finish(process);
            assertEveryTradeIsThere(recording);
        }
    }

    private static void assertEveryTradeIsThere(Recording recording) throws IOException {
        List<Long> numbers = recording.verify().numbers();
        assertThat(numbers).as("the connection was held back, not lost").hasSize((int)
                (numbers.get(numbers.size() - 1) + 1));
    }

    /** Waits until the largest file of the directory has so many bytes more. */
    private static void awaitGrowth(Recording recording, String directory, long bytes) throws IOException {
        long before = largest(recording, directory);
        await().atMost(LIMIT).until(() -> largest(recording, directory) > before + bytes);
    }

    private static long largest(Recording recording, String directory) throws IOException {
        Path path = recording.data().resolve(directory);
        if (!Files.isDirectory(path)) {
            return 0;
        }
        try (Stream<Path> files = Files.list(path)) {
            return files.map(Path::toFile).mapToLong(java.io.File::length).max().orElse(0);
        }
    }

    private static void limit(Process process, String bytes) throws Exception {
        Process prlimit = new ProcessBuilder("prlimit", "--pid=" + process.pid(), "--fsize=" + bytes + ":unlimited")
                .inheritIO()
                .start();
        assertThat(prlimit.waitFor(10, TimeUnit.SECONDS)).isTrue();
        assertThat(prlimit.exitValue()).isZero();
    }
}
