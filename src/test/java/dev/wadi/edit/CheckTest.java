package dev.wadi.edit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wadi.testing.Kept;
import dev.wadi.testing.Mistake;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.apache.camel.main.Main;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a check finds in a route file, and where. */
class CheckTest {

    private static final Path CLEAN = Path.of("routes/btcusdt-clean.camel.yaml");

    private final RouteFile right = RouteFile.read(CLEAN);
    private final Check check = new Check(this::main);

    @TempDir
    Path data;

    CheckTest() throws IOException {}

    @BeforeEach
    void keepFrames() throws IOException {
        String lines = LongStream.rangeClosed(1, 200)
                .mapToObj(n -> n + "\t2026-11-24T10:00:00.000000000Z\t1\ttext\t" + Kept.trade(n) + "\n")
                .collect(Collectors.joining());
        Files.writeString(
                Files.createDirectories(data.resolve("journal/btcusdt")).resolve("000000000001.tsv"), lines);
    }

    static Stream<Mistake> mistakesOfAnEdit() throws IOException {
        return Mistake.all().stream().filter(mistake -> !mistake.isOfKind("live"));
    }

    static Stream<Mistake> mistakesOfAFile() throws IOException {
        return mistakesOfAnEdit().filter(mistake -> !mistake.isOfKind("edit"));
    }

    @ParameterizedTest
    @MethodSource("mistakesOfAnEdit")
    void anEditsMistakeIsAnErrorAtItsLine(Mistake mistake) throws Exception {
        RouteFile wrong = new RouteFile(right.path(), mistake.in(right.text()));

        Finding first = check.of(wrong, right).findings().get(0);

        assertThat(first.sentence()).contains(mistake.says());
        assertThat(first.line()).as(first.toString()).isEqualTo(mistake.line(wrong.text()));
        assertThat(first.error()).isTrue();
    }

    @ParameterizedTest
    @MethodSource("mistakesOfAFile")
    void aFilesMistakeIsFoundWithoutAVersionBefore(Mistake mistake) throws Exception {
        RouteFile wrong = new RouteFile(right.path(), mistake.in(right.text()));

        Finding first = check.of(wrong, null).findings().get(0);

        assertThat(first.sentence()).contains(mistake.says());
        assertThat(first.line()).as(first.toString()).isEqualTo(mistake.lineAlone(wrong.text()));
    }

    @Test
    void theShippedRouteIsRightAndMakesRowsOfTheLastHundredFrames() throws Exception {
        Check.Report report = check.of(right, null);

        assertThat(report.findings()).isEmpty();
        assertThat(report.trial().frames()).isEqualTo(100);
        assertThat(report.trial().rows()).isEqualTo(90);
        assertThat(report.trial().rejects()).isEqualTo(10);
        assertThat(report.trial().columns()).containsExactly("Trade_Time", "Price_USD", "Volume_BTC", "Symbol");
    }

    @Test
    void aRouteThatIsCutAtAnyLineIsRefused() throws Exception {
        String[] lines = right.text().split("(?<=\n)");
        for (int length = 0; length < lines.length; length++) {
            String cut = String.join("", java.util.Arrays.copyOf(lines, length));
            assertThat(check.of(new RouteFile(right.path(), cut), right).isRight())
                    .as("cut behind line %s", length)
                    .isFalse();
        }
    }

    @Test
    void aRouteThatIsCutBehindAnyCharacterOfItsEndIsRefused() throws Exception {
        String text = right.text().stripTrailing();
        for (int length = text.length() - 1; length > text.length() - 300; length -= 9) {
            assertThat(check.of(new RouteFile(right.path(), text.substring(0, length)), right)
                            .isRight())
                    .as("cut to %s", text.substring(length - 30, length))
                    .isFalse();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"without a line feed at the end", "with Windows line ends", "with more at the end"})
    void theSameRouteSavedOtherwiseIsRight(String how) throws Exception {
        String text = switch (how) {
            case "with Windows line ends" -> right.text().replace("\n", "\r\n");
            case "with more at the end" -> right.text() + "\n# the end\n";
            default -> right.text().stripTrailing();
        };

        assertThat(check.of(new RouteFile(right.path(), text), right).findings())
                .isEmpty();
    }

    @Test
    void aFilterThatTurnsEverythingAwayIsAWarning() throws Exception {
        assertThat(findings("number(p) > 0 &&", "number(p) > 1 &&"))
                .singleElement()
                .asString()
                .contains("warning: of the last 100 kept frames no row is made: zero price or quantity.");
    }

    @Test
    void simpleWithNumbersIsAWarningAtItsLine() throws Exception {
        String filter = """
                  language:
                                    language: row
                                    expression: "number(p) > 0 && number(q) > 0"
                """;
        assertThat(findings(filter.stripIndent().strip(), "simple: ${body[q]} > 0"))
                .anySatisfy(finding ->
                        assertThat(finding.toString()).contains(":36: warning: route btcusdt-clean: simple compares"));
    }

    @Test
    void anAggregationWithoutABoundIsAWarning() throws Exception {
        assertThat(findings("            completionSize: \"{{wadi.batch.rows}}\"\n", ""))
                .singleElement()
                .asString()
                .contains(":52: warning:", "no completionSize: a batch grows without a bound");
    }

    @Test
    void rowsThatAreListsBeforeMarshalAreAWarning() throws Exception {
        assertThat(findings(
                        "type: dev.wadi.file.BatchStrategy\n      properties:\n        filterReason: zero price or quantity",
                        "type: org.apache.camel.processor.aggregate.GroupedBodyAggregationStrategy"))
                .anySatisfy(finding -> assertThat(finding.toString()).contains(": warning:", "marshal", "lists"));
    }

    @Test
    void aRouteThatIsTooSlowForTheLastFramesIsRefusedInTime() throws Exception {
        String slow = "        # kept or turned away";
        assertThat(findings(slow, "        - delay: { constant: 1000 }\n" + slow))
                .singleElement()
                .asString()
                .contains(":51: the last kept frames do not go through: they take longer than 5 s.");
    }

    @Test
    void aStepThatDoesNotEndIsRefusedInTime() throws Exception {
        String slow = "        # kept or turned away";
        assertThat(findings(slow, "        - delay: { constant: 60000 }\n" + slow))
                .singleElement()
                .asString()
                .contains(":51: the check has not ended in 10 s: does a step wait, or never end?");
    }

    private List<Finding> findings(String found, String replacement) throws Exception {
        assertThat(right.text()).contains(found);
        return check.of(new RouteFile(right.path(), right.text().replace(found, replacement)), right)
                .findings();
    }

    private Main main() {
        Main main = new Main();
        main.setPropertyPlaceholderLocations("file:application.properties");
        main.addOverrideProperty("wadi.data.dir", data.toString());
        return main;
    }
}
