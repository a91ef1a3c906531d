package dev.wadi.shape;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What holds for the text of every source file. */
class SourcesTest {

    private static final int MAX_LINES = 250;

    private static final Pattern REFERENCE_JOB = Pattern.compile("(?i)btc_?usdt|Price_USD");

    /** The reference job's keys, as they would stand in code; a comment may explain with a "p". */
    private static final Pattern ITS_KEYS = Pattern.compile("^(?!\\s*(/?\\*|//)).*(\"[pq]\"|'[pq]')");

    private static final Pattern FIXED_WAIT = Pattern.compile("Thread\\.sleep\\(|TimeUnit\\.\\w+\\.sleep\\(");

    @Test
    void noSourceIsLongerThanOneSitting() {
        assertThat(sources("src"))
                .allSatisfy(file -> assertThat(lines(file))
                        .as("%s: over %d lines a class has more than one reason to change: split it", file, MAX_LINES)
                        .hasSizeLessThanOrEqualTo(MAX_LINES));
    }

    @Test
    void nothingButTheDemoKnowsTheReferenceJob() {
        List<Path> program = sources("src/main/java").stream()
                .filter(file -> !file.startsWith("src/main/java/dev/wadi/demo"))
                .toList();

        assertThat(Stream.of(REFERENCE_JOB, ITS_KEYS).flatMap(known -> places(program, known).stream()))
                .as("a symbol, column or key of one feed stands in its route, not in Java")
                .isEmpty();
    }

    @Test
    void noTestWaitsForAFixedTime() {
        assertThat(places(sources("src/test/java"), FIXED_WAIT))
                .as("wait for what is expected, with a limit (Awaitility)")
                .isEmpty();
    }

    private static List<String> places(List<Path> files, Pattern pattern) {
        return files.stream()
                .flatMap(file -> {
                    List<String> lines = lines(file);
                    return Stream.iterate(0, i -> i < lines.size(), i -> i + 1)
                            .filter(i -> pattern.matcher(lines.get(i)).find())
                            .map(i -> file + ":" + (i + 1) + ": " + lines.get(i).strip());
                })
                .toList();
    }

    private static List<Path> sources(String directory) {
        try (Stream<Path> files = Files.walk(Path.of(directory))) {
            List<Path> sources = files.filter(file -> file.toString().endsWith(".java"))
                    .sorted()
                    .toList();
            assertThat(sources).as("sources under %s", directory).hasSizeGreaterThan(2);
            return sources;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static List<String> lines(Path file) {
        try {
            return Files.readAllLines(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
