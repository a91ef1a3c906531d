package dev.wadi.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import org.awaitility.core.ConditionTimeoutException;

/** A {@link Recording} whose routes and options are edited while it runs. */
public final class Editing implements AutoCloseable {

    private static final Duration LIMIT = Duration.ofSeconds(60);

    private final Path work;
    private final Recording recording;
    private Process process;
    private int said;

    /** @param work where the program is started, with a copy of the shipped options and routes */
    public Editing(Path work, int framesPerSecond) throws IOException {
        this.work = work;
        this.recording = new Recording(work, framesPerSecond);
        Files.copy(Path.of("application.properties"), options());
    }

    /** Starts the program and waits until it records. */
    public Editing start() throws IOException {
        process = recording.start();
        recording.awaitPrinted("Data under", 1);
        long before = recording.server().sent();
        await().atMost(LIMIT).until(() -> recording.server().sent() > before + 100);
        return this;
    }

    /** Of the server that is recorded. */
    public String url() {
        return recording.server().url();
    }

    public Recording recording() {
        return recording;
    }

    public Process process() {
        return process;
    }

    public Path clean() {
        return work.resolve("routes/btcusdt-clean.camel.yaml");
    }

    public Path capture() {
        return work.resolve("routes/btcusdt-capture.camel.yaml");
    }

    public Path options() {
        return work.resolve("application.properties");
    }

    /** Saves a file as many editors do: the new one takes the place of the old one. */
    public void save(Path file, String text) throws IOException {
        Path temporary = Files.writeString(file.resolveSibling("." + file.getFileName() + ".swp"), text);
        Files.move(temporary, file, StandardCopyOption.ATOMIC_MOVE);
    }

    /** Saves a file with something else in place of what it holds. */
    public void edit(Path file, String found, String replacement) throws IOException {
        String text = Files.readString(file);
        assertThat(text).contains(found);
        save(file, text.replace(found, replacement));
    }

    /** What was printed of edits, one line for each. */
    public List<String> lines() throws IOException {
        return recording
                .printed()
                .lines()
                .filter(line -> line.startsWith("Edit"))
                .toList();
    }

    /** The next line that is printed of edits; it must begin so. */
    private String next(String beginning) {
        String line = await().atMost(LIMIT)
                .pollInterval(Duration.ofMillis(20))
                .until(() -> lines().size() > said ? lines().get(said) : null, Objects::nonNull);
        said++;
        assertThat(line).startsWith(beginning);
        return line;
    }

    public String awaitTakenOver() {
        return next("Edit: ");
    }

    public String awaitRefused() {
        return next("Edit refused: ");
    }

    /** So much time goes by between one act of the editor and the next. */
    public void pass(Duration time) {
        await().pollDelay(time).until(() -> true);
    }

    /** Nothing was printed of edits but what was waited for. */
    public void assertNothingElseWasSaid() throws IOException {
        assertThat(lines()).hasSize(said);
    }

    /** Has all that was sent cleaned; the program ends in order, and every frame is where it belongs. */
    public void finish() throws Exception {
        try {
            recording.finish(process);
        } catch (ConditionTimeoutException late) {
            throw new AssertionError("it printed " + recording.printed(), late);
        }
        recording.verify();
        assertNothingElseWasSaid();
    }

    /** The same, and there was one connection from beginning to end. */
    public void finishWithOneConnection() throws Exception {
        finish();
        assertThat(recording.server().connections()).isEqualTo(1);
    }

    @Override
    public void close() throws IOException {
        if (process != null) {
            process.destroyForcibly().onExit().join();
        }
        recording.close();
    }
}
