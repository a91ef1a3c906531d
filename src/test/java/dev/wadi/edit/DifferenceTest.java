package dev.wadi.edit;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DifferenceTest {

    private static final String BEFORE = "a\nb\nc\nd\ne";

    @ParameterizedTest
    @CsvSource({
        "a|B|c|d|e, line 2",
        "a|B|c|D|e, lines 2 to 4",
        "a|b|new|c|d|e, line 3",
        "new|a|b|c|d|e, line 1",
        "a|b|d|e, lines removed behind line 2",
        "b|c|d|e, lines removed at the top",
        "a|b|c|d|e|f|g, lines 6 to 7"
    })
    void itIsSaidWhichLinesDiffer(String now, String said) {
        assertThat(between(BEFORE, now.replace('|', '\n'))).hasToString(said);
    }

    @ParameterizedTest
    @CsvSource({"a|b, 2", "a|b|c|d, 4", "B|b|c|d, 4", "a|new|b|c, 4"})
    void aFileThatEndsWhereTheVersionBeforeGoesOnIsCutOff(String now, int line) {
        assertThat(between(BEFORE, now.replace('|', '\n')).cutOff()).isEqualTo(line);
    }

    @Test
    void aFileThatEndsWithinALineIsCutOff() {
        assertThat(between("key: value\nother: value", "key: value\nother: va").cutOff())
                .isEqualTo(2);
    }

    @ParameterizedTest
    @ValueSource(strings = {"a|b|c|d|e", "a|b|c|d|e||", "a|b|c|# the end", "a|d|e", "a|b|c|d|e|f", "a", ""})
    void aFileThatEndsAsBeforeOrOtherwiseIsNot(String now) {
        assertThat(between(BEFORE + "\n\n", now.replace('|', '\n')).cutOff()).isZero();
    }

    private static Difference between(String before, String now) {
        Path path = Path.of("x.camel.yaml");
        return Difference.between(new RouteFile(path, before), new RouteFile(path, now));
    }
}
