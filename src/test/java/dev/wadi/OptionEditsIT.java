package dev.wadi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.wadi.testing.Editing;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What becomes of edits of application.properties while the program runs. */
class OptionEditsIT {

    private static final Duration LIMIT = Duration.ofSeconds(60);

    @TempDir
    Path work;

    private Editing editing;

    @BeforeEach
    void begin() throws IOException {
        editing = new Editing(work, 200);
        for (String name : new String[] {"two-symbols-capture.camel.yaml", "two-symbols-clean.camel.yaml"}) {
            Files.copy(Path.of("routes", name), work.resolve("routes").resolve(name));
        }
        Files.writeString(
                editing.options(),
                Files.readString(editing.options())
                        .replaceFirst("wadi.twoSymbols.url=.*", "wadi.twoSymbols.url=" + editing.url()));
        editing.start();
    }

    @AfterEach
    void end() throws Exception {
        editing.close();
    }

    @Test
    void theRoutesThatNameAnOptionChangeWithIt() throws Exception {
        editing.edit(editing.options(), "wadi.csv.roll.rows=0", "wadi.csv.roll.rows=77");
        assertThat(editing.awaitTakenOver())
                .contains("btcusdt-clean.camel.yaml: wadi.csv.roll.rows changed; btcusdt-clean in effect from frame");
        assertThat(editing.awaitTakenOver()).contains("two-symbols-clean off, as the precondition says.");

        // one option through another
        editing.edit(editing.options(), "wadi.csv.roll.rows=77", "my.rows=78\nwadi.csv.roll.rows={{my.rows}}");
        assertThat(editing.awaitTakenOver()).contains("btcusdt-clean.camel.yaml: wadi.csv.roll.rows changed");
        editing.awaitTakenOver();
        assertThat(editing.awaitTakenOver()).contains("application.properties: my.rows changed; no route names it");
        editing.edit(editing.options(), "my.rows=78", "my.rows=79");
        assertThat(editing.awaitTakenOver()).contains("btcusdt-clean.camel.yaml: wadi.csv.roll.rows changed");
        editing.awaitTakenOver();
        editing.awaitTakenOver();

        // one that the command line sets: no change; and one that no route names
        editing.edit(editing.options(), "wadi.batch.interval=200", "wadi.batch.interval=300");
        editing.edit(editing.options(), "wadi.console.row=", "wadi.console.row=row: ");
        assertThat(editing.awaitTakenOver())
                .contains("wadi.console.row changed; no route names it, so it counts from the next start on.");
        editing.finishWithOneConnection();
        assertThat(work.resolve("data/csv").toFile().list()).hasSizeGreaterThan(2);
    }

    @Test
    void wrongOptionsAreRefusedAtTheirLine() throws Exception {
        String right = Files.readString(editing.options());
        refused("wadi.batch.rows=1000", "wadi.batch.rows=many", "'many' is no whole number");
        refused("wadi.batch.rows=1000", "wadi.batch.rows={{wadi.batch.row}}", "'wadi.batch.row' is set nowhere");
        refused("wadi.batch.rows=1000", "wadi.batch.rows=\\u00zz", "four hexadecimal digits");
        refused("camel.main.shutdownTimeout=6", "camel.main.shutdownTimeot=6", "shutdownTimeot");
        refused("wadi.csv.roll.time=24h", "wadi.csv.roll.time=-1h", "rollTime");
        refused("wadi.shutdown.drain=2s", "wadi.shutdown.drain=soon", "a time such as");

        refused("wadi.data.dir=data", "wadi.data.dir=/proc/nowhere", "could not take over: /proc/nowhere");

        Files.delete(editing.options());
        assertThat(editing.awaitRefused())
                .endsWith("application.properties: the file is gone. The old options go on. No edit takes over.");
        editing.save(editing.options(), right.replace("wadi.csv.roll.rows=0", "wadi.csv.roll.rows=99"));
        assertThat(editing.awaitTakenOver()).contains("wadi.csv.roll.rows changed; btcusdt-clean in effect");
        editing.awaitTakenOver();
        editing.finish(); // the data directory is the capture's too: its connection was renewed
    }

    private void refused(String found, String wrong, String says) throws IOException {
        String right = Files.readString(editing.options());
        int line = (int) right.substring(0, right.indexOf(found)).lines().count() + 1;
        editing.edit(editing.options(), found, wrong);
        assertThat(editing.awaitRefused())
                .as(wrong)
                .startsWith("Edit refused: " + editing.options() + ":" + line + ": ")
                .contains(says)
                .contains(" The old options go on.");
        editing.save(editing.options(), right);
    }

    @Test
    void aPreconditionSwitchesRoutesOnAndOff() throws Exception {
        editing.edit(editing.options(), "wadi.twoSymbols.enabled=false", "wadi.twoSymbols.enabled=true");
        assertThat(editing.awaitTakenOver())
                .contains("wadi.twoSymbols.enabled changed; two-symbols-capture in effect.");
        assertThat(editing.awaitTakenOver()).contains("two-symbols-clean in effect");
        await().atMost(LIMIT).until(() -> editing.recording().server().connections() == 2);
        await().atMost(LIMIT).until(() -> Files.exists(work.resolve("data/journal/two-symbols")));
        editing.edit(editing.options(), "wadi.twoSymbols.enabled=true", "wadi.twoSymbols.enabled=false");
        assertThat(editing.awaitTakenOver()).contains("two-symbols-capture off, as the precondition says.");
        assertThat(editing.awaitTakenOver()).contains("two-symbols-clean off, as the precondition says.");
        editing.recording().server().fallSilent();
        editing.assertNothingElseWasSaid();
    }
}
