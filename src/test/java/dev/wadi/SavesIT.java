package dev.wadi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.wadi.testing.Editing;
import dev.wadi.testing.Kept;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** However the route files of a running program are saved: nothing is lost, and what is right takes over. */
class SavesIT {

    private static final Duration LIMIT = Duration.ofSeconds(20);
    private static final String REASON = "filterReason: zero price or quantity";

    @TempDir
    Path work;

    private Editing editing;

    @BeforeEach
    void begin() throws IOException {
        editing = new Editing(work, 1_000).start();
    }

    @AfterEach
    void end() throws Exception {
        editing.close();
    }

    @Test
    void tenSavesInASecondAreOneEdit() throws Exception {
        for (int i = 1; i <= 10; i++) {
            editing.edit(editing.clean(), "filterReason: ", "filterReason: save " + i + " ");
            editing.pass(Duration.ofMillis(60));
        }
        assertThat(editing.awaitTakenOver()).contains("line 15 changed");
        await().atMost(LIMIT).until(() -> rejects().anyMatch(line -> line.contains("save 10 ")));
        editing.finishWithOneConnection();
    }

    @Test
    void aFileThatIsWrittenInPartsTakesOverWhenItIsWhole() throws Exception {
        String text = Files.readString(editing.clean()).replace(REASON, "filterReason: in parts");
        Files.writeString(editing.clean(), text.substring(0, 2500));
        assertThat(editing.awaitRefused()).contains("cut off behind this line");
        Files.writeString(editing.clean(), text.substring(2500, 2800), StandardOpenOption.APPEND);
        assertThat(editing.awaitRefused()).contains("The version before goes on.");
        Files.writeString(editing.clean(), text.substring(2800), StandardOpenOption.APPEND);
        assertThat(editing.awaitTakenOver()).contains("line 15 changed");
        editing.finishWithOneConnection();
    }

    @Test
    void aFileThatIsAwayForAMomentIsNotRemoved() throws Exception {
        String text = Files.readString(editing.clean());
        Files.delete(editing.clean());
        editing.pass(Duration.ofMillis(500));
        Files.writeString(editing.clean(), text.replace(REASON, "filterReason: back again"));
        assertThat(editing.awaitTakenOver()).contains("line 15 changed");
        editing.finishWithOneConnection();
    }

    @Test
    void aFileThatIsRemovedEndsItsRoutesAndGoesOnWhereItStoppedWhenItComesBack() throws Exception {
        String text = Files.readString(editing.clean());
        Files.delete(editing.clean());
        assertThat(editing.awaitTakenOver()).endsWith("was removed: btcusdt-clean ended.");
        long sent = editing.recording().server().sent();
        await().atMost(LIMIT).until(() -> editing.recording().server().sent() > sent + 500);
        Files.writeString(editing.clean(), text);
        assertThat(editing.awaitTakenOver()).contains(": new; btcusdt-clean in effect from frame");
        editing.finishWithOneConnection();
    }

    @Test
    void aFileIsRenamedAndItsRoutesGoOn() throws Exception {
        Path other = editing.clean().resolveSibling("other.camel.yaml");
        Files.move(editing.clean(), other);
        assertThat(editing.awaitTakenOver()).endsWith("is called other.camel.yaml now; its routes go on.");
        editing.edit(other, REASON, "filterReason: renamed");
        assertThat(editing.awaitTakenOver()).contains("other.camel.yaml: line 15 changed");
        editing.finishWithOneConnection();
    }

    @Test
    void twoFilesAreSwapped() throws Exception {
        Path between = work.resolve("between");
        Files.move(editing.clean(), between);
        Files.move(editing.capture(), editing.clean());
        Files.move(between, editing.capture());
        editing.awaitTakenOver();
        editing.awaitTakenOver();
        long kept = Kept.in(editing.recording().data()).lastMessage();
        await().atMost(LIMIT).until(() -> Kept.in(editing.recording().data()).lastMessage() > kept + 500);
        editing.finish();
        assertThat(editing.recording().server().connections()).isEqualTo(2);
    }

    @Test
    void anAddedFileCleansTheSameFramesOnceMore() throws Exception {
        Path second = editing.clean().resolveSibling("second.camel.yaml");
        String text = Files.readString(editing.clean());
        Files.writeString(second, text);
        assertThat(editing.awaitRefused())
                .contains("second.camel.yaml:19: 'id: btcusdt-clean' is taken by btcusdt-clean.camel.yaml")
                .endsWith("It does not run.");
        Files.writeString(
                second,
                text.replace("id: btcusdt-clean", "id: second")
                        .replace("startupOrder: 1", "startupOrder: 7")
                        .replace("{{wadi.data.dir}}/csv", "second/csv")
                        .replace("{{wadi.data.dir}}/rejects", "second/rejects"));
        assertThat(editing.awaitTakenOver()).contains(": new; second in effect from frame ");
        await().atMost(LIMIT).until(() -> Files.exists(work.resolve("second/csv")));
        editing.finishWithOneConnection();
    }

    @Test
    void windowsLineEndsAndAByteOrderMarkChangeNothing() throws Exception {
        String text = Files.readString(editing.clean());
        editing.save(editing.clean(), "\uFEFF" + text.replace("\n", "\r\n").replace(REASON, "filterReason: windows"));
        assertThat(editing.awaitTakenOver()).contains("changed; btcusdt-clean in effect");
        editing.finishWithOneConnection();
    }

    @Test
    void anEditOfTheCaptureRouteRenewsTheConnectionAndTheJournalSaysSo() throws Exception {
        editing.edit(editing.capture(), "{{wadi.feed.stallTimeout}}", "50s");
        assertThat(editing.awaitTakenOver()).contains("line 10 changed; btcusdt-capture in effect.");
        await().atMost(LIMIT).until(() -> editing.recording().server().connections() == 2);
        editing.finish();
        List<String> events = events();
        assertThat(events).containsExactly("start", "open", "close", "stop", "start", "open", "close", "stop");
    }

    @Test
    void otherColumnsBeginANewFile() throws Exception {
        editing.edit(editing.clean(), "Symbol      s  text", "Name        s  text");
        assertThat(editing.awaitTakenOver())
                .endsWith("Columns: Trade_Time, Price_USD, Volume_BTC, Name; a new file begins.");
        editing.edit(editing.clean(), "Name        s  text", "Symbol      s  text");
        editing.awaitTakenOver();
        editing.finishWithOneConnection();
        assertThat(firstLines())
                .containsExactly(
                        "Trade_Time,Price_USD,Volume_BTC,Symbol",
                        "Trade_Time,Price_USD,Volume_BTC,Name",
                        "Trade_Time,Price_USD,Volume_BTC,Symbol");
    }

    @Test
    void aStopDuringACheckEndsInTime() throws Exception {
        String step = "        # kept or turned away";
        editing.edit(editing.clean(), step, "        - delay: { constant: 60000 }\n" + step);
        editing.pass(Duration.ofSeconds(2));
        editing.process().toHandle().destroy();
        assertThat(editing.process().waitFor(8, TimeUnit.SECONDS)).isTrue();
        assertThat(editing.process().exitValue())
                .as(editing.recording().printed())
                .isZero();
        editing.assertNothingElseWasSaid();
    }

    private Stream<String> rejects() throws IOException {
        try (Stream<Path> files = Files.list(work.resolve("data/rejects"))) {
            return Files.readString(files.findFirst().orElseThrow()).lines();
        }
    }

    private List<String> events() throws IOException {
        try (Stream<Path> files = Files.list(work.resolve("data/journal/btcusdt"))) {
            Path segment = files.filter(file -> file.toString().endsWith(".tsv"))
                    .findFirst()
                    .orElseThrow();
            return Files.readAllLines(segment).stream()
                    .map(line -> line.split("\t", 5)[3])
                    .filter(form -> !form.equals("text"))
                    .toList();
        }
    }

    private List<String> firstLines() throws IOException {
        try (Stream<Path> files = Files.list(work.resolve("data/csv"))) {
            return files.sorted(java.util.Comparator.comparingLong(
                            (Path file) -> Long.parseLong(file.toString().replaceAll(".*-(\\d+)\\.csv.*", "$1"))))
                    .map(SavesIT::firstLine)
                    .toList();
        }
    }

    private static String firstLine(Path file) {
        try {
            return Files.readAllLines(file).get(0);
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }
}
