package dev.wadi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.wadi.testing.Mistake;
import dev.wadi.testing.Recording;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What becomes of edits of the routes and options of a running program. */
class EditsIT {

    private static final Duration LIMIT = Duration.ofSeconds(20);

    @TempDir
    Path work;

    private Recording recording;
    private Process process;
    private Path clean;
    private String right;

    @BeforeEach
    void begin() throws Exception {
        recording = new Recording(work, 200);
        Files.copy(Path.of("application.properties"), work.resolve("application.properties"));
        clean = work.resolve("routes/btcusdt-clean.camel.yaml");
        right = Files.readString(clean);
        process = recording.start();
        recording.awaitPrinted("Data under", 1);
        await().atMost(LIMIT).until(() -> recording.server().sent() > 200);
    }

    @AfterEach
    void end() throws IOException {
        process.destroyForcibly();
        recording.close();
    }

    @Test
    void everyMistakeIsRefusedAtItsLineInOneMessageAndMended() throws Exception {
        int mended = 0;
        for (Mistake mistake : Mistake.all()) {
            String wrong = mistake.in(right);
            save(wrong);
            String message = awaitLine("Edit refused: ");
            int line = mistake.line(wrong);
            assertThat(message)
                    .as(mistake.name())
                    .startsWith("Edit refused: " + clean + (line == 0 ? "" : ":" + line) + ": ")
                    .contains(mistake.says())
                    .endsWith(" The version before goes on.");
            right = right.replaceFirst("filterReason: .*", "filterReason: zero price or quantity " + ++mended);
            save(right);
            assertThat(awaitLine("Edit: "))
                    .as(mistake.name())
                    .contains("line 15 changed; btcusdt-clean in effect from");
        }
        assertThat(lines("Edit")).hasSize(2 * mended);
        assertThat(mended).isGreaterThanOrEqualTo(40);
        finish();
    }

    /** What was printed of edits, without what was before. */
    private int said;

    private List<String> lines(String beginning) throws IOException {
        return recording
                .printed()
                .lines()
                .filter(line -> line.startsWith(beginning))
                .toList();
    }

    /** The next line about an edit; it must be the only one, and begin so. */
    private String awaitLine(String beginning) {
        String line = await().atMost(LIMIT)
                .until(() -> lines("Edit").size() > said ? lines("Edit").get(said) : null, found -> found != null);
        said++;
        assertThat(line).startsWith(beginning);
        return line;
    }

    private void save(String text) throws IOException {
        save(text.getBytes(StandardCharsets.UTF_8));
    }

    /** As many editors do: the new file takes the place of the old one. */
    private void save(byte[] bytes) throws IOException {
        Path temporary = Files.write(work.resolve("routes/.btcusdt-clean.camel.yaml.swp"), bytes);
        Files.move(temporary, clean, java.nio.file.StandardCopyOption.ATOMIC_MOVE);
    }

    private void finish() throws Exception {
        recording.finish(process);
        recording.verify();
        assertThat(recording.server().connections()).isEqualTo(1);
    }
}
