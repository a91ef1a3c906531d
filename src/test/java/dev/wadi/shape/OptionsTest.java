package dev.wadi.shape;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** application.properties is the reference of all options: complete, without leftovers, each with its comment. */
class OptionsTest {

    private static final Path OPTIONS = Path.of("application.properties");

    /** The names there are those of numbers that are reported. */
    private static final Path METRICS = Path.of("src/main/java/dev/wadi/ledger");

    private static final Pattern IN_JAVA = Pattern.compile("\"(wadi\\.[A-Za-z.]+)\"");

    /** Set by the launcher for the program; no options. */
    private static final Set<String> OF_THE_LAUNCHER = Set.of("wadi.home", "wadi.terminal");

    @Test
    void everyOptionThatARouteAsksForIsThere() throws IOException {
        assertThat(options()).as("options of %s", OPTIONS).containsAll(inRoutes());
    }

    @Test
    void everyOptionThatTheProgramAsksForIsThere() throws IOException {
        assertThat(options()).as("options of %s", OPTIONS).containsAll(inJava());
    }

    @Test
    void noOptionIsLeftOver() throws IOException {
        Set<String> used = new TreeSet<>(inRoutes());
        used.addAll(inJava());

        assertThat(used)
                .as("options that a route or the program asks for")
                .containsAll(options().stream()
                        .filter(option -> option.startsWith("wadi."))
                        .toList());
    }

    @Test
    void everyOptionHasItsCommentAbove() throws IOException {
        List<String> lines = Files.readAllLines(OPTIONS);
        List<String> bare = IntStream.range(0, lines.size())
                .filter(i -> lines.get(i).matches("\\s*[\\w.-]+\\s*[=:].*"))
                .filter(i -> i == 0 || !lines.get(i - 1).startsWith("# "))
                .mapToObj(lines::get)
                .toList();

        assertThat(bare).as("options without a comment in the line above").isEmpty();
    }

    private static Set<String> options() throws IOException {
        Properties options = new Properties();
        options.load(new StringReader(Files.readString(OPTIONS)));
        return options.stringPropertyNames();
    }

    private static Set<String> inRoutes() {
        return RouteFile.all().stream()
                .flatMap(file -> file.placeholders().stream())
                .filter(key -> !key.startsWith("env:") && !key.startsWith("sys:"))
                .collect(Collectors.toSet());
    }

    private static Set<String> inJava() throws IOException {
        try (Stream<Path> files = Files.walk(Path.of("src/main/java"))) {
            Set<String> keys = new TreeSet<>();
            for (Path file : files.filter(Files::isRegularFile)
                    .filter(file -> !file.startsWith(METRICS))
                    .toList()) {
                Matcher key = IN_JAVA.matcher(Files.readString(file));
                while (key.find()) {
                    keys.add(key.group(1));
                }
            }
            keys.removeAll(OF_THE_LAUNCHER);
            return keys;
        }
    }
}
