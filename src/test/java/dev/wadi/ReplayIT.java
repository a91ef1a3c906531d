package dev.wadi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.wadi.testing.Cleaning;
import dev.wadi.testing.Kept;
import dev.wadi.testing.Program;
import dev.wadi.testing.Recording;
import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Kept frames are cleaned again by the packaged program. */
class ReplayIT {

    private static final Instant BEGIN = Instant.parse("2026-11-24T10:00:00Z");
    private static final Pattern RATE =
            Pattern.compile("Replayed [\\d,]+ frames in [\\d.]+ s \\(([\\d,]+) a second\\)");

    @TempDir
    Path work;

    @Test
    void theSameRouteMakesTheSameFilesAlsoOfARunThatWasStoppedAndWentOn() throws Exception {
        try (Recording recording = new Recording(work, 2_000)) {
            recording.with("wadi.csv.roll.rows", 700).with("wadi.journal.segment.bytes", 100_000);
            Process process = recording.start();
            awaitCommitted(recording, 3_000);
            process.toHandle().destroy();
            assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
            process = recording.start();
            awaitCommitted(recording, Cleaning.committed(recording.data()) + 3_000);
            recording.finish(process);
            recording.verify();
        }
        replay(0, "--set", "wadi.csv.roll.rows=700", "--out", "again", "--compare", "data");

        for (String directory : List.of("csv", "rejects")) {
            Map<String, String> live =
                    new TreeMap<>(Cleaning.files(work.resolve("data").resolve(directory)));
            assertThat(Cleaning.files(work.resolve("again").resolve(directory))).isEqualTo(live);
            assertThat(live.keySet()).noneMatch(name -> name.endsWith(".part"));
        }
        assertThat(Cleaning.files(work.resolve("data/csv"))).hasSizeGreaterThan(4);
    }

    @Test
    void onlyFramesOfATimeAreReplayed() throws Exception {
        keep(100, Duration.ofSeconds(1));
        String printed =
                replay(0, "--out", "part", "--from", "2026-11-24T10:00:10", "--to", "2026-11-24 10:00:20.000Z");

        assertThat(printed).contains("Replayed 10 frames", "9 rows, 1 turned away");
        assertThat(Cleaning.rows(work.resolve("part"))).first().asString().endsWith(",N10");
        assertThat(Cleaning.rows(work.resolve("part"))).last().asString().endsWith(",N19");
    }

    @Test
    void theJournalAndTheDataAreLeftAsTheyAre() throws Exception {
        keep(1_000, Duration.ofSeconds(1));
        Map<String, String> before = Cleaning.files(work.resolve("data"));

        replay(0, "--out", "again");

        assertThat(Cleaning.files(work.resolve("data"))).isEqualTo(before);
    }

    @Test
    void aDirectoryThatHoldsFilesIsRefused() throws Exception {
        keep(10, Duration.ofSeconds(1));
        Files.writeString(Files.createDirectory(work.resolve("full")).resolve("mine.csv"), "a");

        assertThat(replay(2, "--out", "full")).contains("full holds files: --out names a fresh directory.");
        assertThat(work.resolve("full").toFile().list()).containsExactly("mine.csv");
    }

    @Test
    void whatCannotBeIsAUsageErrorThatSaysWhatThereIs() throws Exception {
        keep(10, Duration.ofSeconds(1));
        assertThat(run(2, "replay", "ethusdt", "--out", "again"))
                .contains("ethusdt is no journal", "which holds btcusdt");
        assertThat(replay(2, "--out", "again", "--compare", "nowhere")).contains("nowhere is no directory");
        assertThat(replay(2, "--out", "again", "--from", "soon")).contains("expected a time in UTC");
        assertThat(work.resolve("again")).doesNotExist();
    }

    @Test
    void anEditOfTheRouteIsSeenInTheComparison() throws Exception {
        keep(1_000, Duration.ofSeconds(1));
        replay(0, "--out", "before");
        Path routes = Files.createDirectory(work.resolve("routes"));
        Files.writeString(
                routes.resolve("clean.camel.yaml"),
                Files.readString(Path.of("routes/btcusdt-clean.camel.yaml"))
                        .replace("number(p) > 0 &&", "s != 'N500' &&"));

        assertThat(replay(1, "--routes", "routes", "--out", "after", "--compare", "before"))
                .contains("Against before: 899 rows are the same, 0 changed, 0 added, 1 gone.")
                .contains("- 1970-01-01 00:00:00.000,1,1,N500");
    }

    @Test
    void oneRowOfManyThatIsAnotherIsFound() throws Exception {
        findOneRowAmong(200_000);
    }

    @Test
    @Tag("soak")
    void oneRowOfMillionsThatIsAnotherIsFound() throws Exception {
        findOneRowAmong(2_000_000);
    }

    private void findOneRowAmong(int frames) throws Exception {
        keep(frames, Duration.ZERO);
        double live = liveRate(frames);
        String printed = replay(0, "--out", "before");
        System.out.printf(
                "Replay of %d frames against the live path: %.2f times as fast%n", frames, rate(printed) / live);
        Path file = csv("before");
        String text = Files.readString(file);
        int number = frames / 3 * 2 + 1 - frames / 3 * 2 % 10; // which ends with 1 and so is kept
        String row = ",1,1,N" + number + "\n";
        assertThat(text).containsOnlyOnce(row);
        Files.writeString(file, text.replace(row, ",1,2,N" + number + "\n"));

        assertThat(replay(1, "--out", "after", "--compare", "before"))
                .contains("Against before: %,d rows are the same, 1 changed, 0 added, 0 gone."
                        .formatted(frames / 10 * 9 - 1))
                .contains("- 1970-01-01 00:00:00.000,1,2,N" + number)
                .contains("+ 1970-01-01 00:00:00.000,1,1,N" + number);
    }

    /** Frames a second by the running program, from the journal to the last commit. */
    private double liveRate(int frames) throws Exception {
        Program program = new Program(work);
        Process process = program.start("run", "--set", "wadi.feed.url=ws://127.0.0.1:1/");
        try {
            await().atMost(Duration.ofMinutes(2)).until(() -> Cleaning.committed(work.resolve("data")) > 0);
            long first = Cleaning.committed(work.resolve("data"));
            long begin = System.nanoTime();
            await().atMost(Duration.ofMinutes(5))
                    .pollInterval(Duration.ofMillis(20))
                    .until(() -> Cleaning.committed(work.resolve("data")) >= frames);
            return (frames - first) / ((System.nanoTime() - begin) / 1e9);
        } finally {
            process.destroyForcibly().onExit().join();
        }
    }

    private static double rate(String printed) {
        Matcher rate = RATE.matcher(printed);
        assertThat(rate.find()).as(printed).isTrue();
        return Double.parseDouble(rate.group(1).replace(",", ""));
    }

    /** Writes a journal of numbered trades, one after each step of time. */
    private void keep(int frames, Duration step) throws IOException {
        Path journal = Files.createDirectories(work.resolve("data/journal/btcusdt"));
        try (BufferedWriter segment = Files.newBufferedWriter(journal.resolve("000000000001.tsv"))) {
            for (int n = 0; n < frames; n++) {
                String received = BEGIN.plus(step.multipliedBy(n)).toString().replace("Z", ".000000000Z");
                segment.write((n + 1) + "\t" + received + "\t1\ttext\t" + Kept.trade(n) + "\n");
            }
        }
    }

    private static void awaitCommitted(Recording recording, long position) {
        await().atMost(Duration.ofSeconds(60)).until(() -> Cleaning.committed(recording.data()) >= position);
    }

    private Path csv(String directory) {
        return work.resolve(directory)
                .resolve("csv")
                .resolve(work.resolve(directory).resolve("csv").toFile().list()[0]);
    }

    private String replay(int code, String... arguments) throws Exception {
        List<String> all = new ArrayList<>(List.of("replay", "btcusdt"));
        all.addAll(List.of(arguments));
        return run(code, all.toArray(String[]::new));
    }

    private String run(int code, String... arguments) throws Exception {
        return new Program(work).run(code, arguments);
    }
}
