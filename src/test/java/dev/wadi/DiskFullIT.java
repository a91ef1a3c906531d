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
import java.util.ArrayList;
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

    @Test
    void whatIsLostWhenTheServerCutsUsOffMeanwhileIsMissingBetweenItsEvents() throws Exception {
        try (Recording recording = new Recording(work, 20_000).with("wadi.journal.compress", "none")) {
            Process process = recording.start();
            awaitGrowth(recording, "journal/btcusdt", 500_000);
            limit(process, Long.toString(largest(recording, "journal/btcusdt") + 1000));
            recording.awaitPrinted("Cannot write to", 1);
            recording.server().cut();
            limit(process, "unlimited");
            recording.awaitPrinted("It goes on", 1);
            await().atMost(LIMIT).until(() -> recording.server().connections() == 2);
            awaitGrowth(recording, "journal/btcusdt", 100_000);
            recording.finish(process);
            recording.verify();
            assertHolesStandBetweenEvents(recording.data().resolve("journal/btcusdt"));
        }
    }

    private static void assertHolesStandBetweenEvents(Path journal) throws IOException {
        List<String> lines = new ArrayList<>();
        try (Stream<Path> segments = Files.list(journal)) {
            for (Path segment : segments.filter(file -> file.toString().endsWith(".tsv"))
                    .sorted()
                    .toList()) {
                lines.addAll(Files.readAllLines(segment));
            }
        }
        long last = -1;
        boolean cut = false;
        List<String> events = new ArrayList<>();
        for (String line : lines) {
            String[] fields = line.split("\t", 5);
            if (!fields[3].equals("text")) {
                events.add(fields[3]);
                continue;
            }
            long number = Long.parseLong(fields[4].replaceAll(".*\"N(\\d+)\".*", "$1"));
            if (number != last + 1) {
                assertThat(events)
                        .as("before trade %d, behind trade %d", number, last)
                        .contains("close", "open");
            }
            cut |= events.contains("close");
            events.clear();
            last = number;
        }
        assertThat(cut).as("the journal says that the connection was lost").isTrue();
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
