package dev.wadi.shape;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wadi.ledger.Metric;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** docs/embed.md says what the examples do, and names every number. */
class EmbedDocTest {

    private static final Pattern SNIPPET = Pattern.compile("(?s)(?:<!-- (\\S+) -->\n)?```\\w+\n(.*?)\n```");

    @Test
    void everySnippetStandsInTheFileThatItIsSaidToBeOf() throws IOException {
        List<MatchResult> snippets = SNIPPET.matcher(doc()).results().toList();
        assertThat(snippets).hasSizeGreaterThan(5);
        for (MatchResult snippet : snippets) {
            assertThat(snippet.group(1)).as("the file of %s", snippet.group(2)).isNotNull();
            String file = Files.readString(Path.of(snippet.group(1))).replaceAll("@[a-z.]+@", "0.1.0");
            assertThat(plain(file)).as(snippet.group(1)).contains(plain(snippet.group(2)));
        }
    }

    /** Without indentation and what begins a list. */
    private static String plain(String text) {
        return String.join(
                "\n",
                Arrays.stream(text.split("\n", -1))
                        .map(line -> line.strip().replaceFirst("^- ", ""))
                        .toList());
    }

    @Test
    void everyNumberIsInTheTable() throws IOException {
        for (Metric metric : Metric.values()) {
            String name = metric.title().replace('.', '_')
                    + (metric.unit() == null ? "" : "_" + metric.unit())
                    + (metric.isCounter() ? "_total" : "");
            assertThat(doc())
                    .containsPattern("\\| `" + name + "` \\| " + (metric.isCounter() ? "counter" : "gauge")
                            + " \\| [a-z, ]+ \\| " + Pattern.quote(metric.meaning()) + " \\|");
        }
    }

    @Test
    void everyOptionOfTheKameletsIsThere() throws IOException {
        for (KameletFile kamelet : KameletFile.all()) {
            String row = doc().lines()
                    .filter(line -> line.startsWith("| " + kamelet.name() + " |"))
                    .findFirst()
                    .orElseThrow();
            kamelet.options()
                    .keySet()
                    .forEach(option -> assertThat(row)
                            .contains(kamelet.required().contains(option) ? "**" + option + "**" : " " + option));
        }
    }

    private static String doc() throws IOException {
        return Files.readString(Path.of("docs/embed.md"));
    }
}
