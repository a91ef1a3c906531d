package dev.wadi.edit;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.apache.camel.main.Main;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/** The tests beside the shipped routes, and that such tests can fail. */
class RouteTestsTest {

    private static final Path CLEAN = Path.of("routes/btcusdt-clean.camel.yaml");

    @TempDir
    Path directory;

    @TestFactory
    Stream<DynamicTest> shippedRoutesPassTheirTests() throws IOException {
        return RouteFile.in(Path.of("routes")).stream()
                .filter(file -> Files.exists(file.tests()))
                .map(file -> DynamicTest.dynamicTest(file.path().getFileName().toString(), () -> {
                    List<Finding> findings = new ArrayList<>();
                    assertThat(new RouteTests(RouteTestsTest::main).run(file, findings))
                            .isPositive();
                    assertThat(findings).isEmpty();
                }));
    }

    @Test
    void everyShippedRouteThatMakesRowsHasTests() throws IOException {
        assertThat(RouteFile.in(Path.of("routes")).stream()
                        .filter(file -> file.path().toString().contains("-clean"))
                        .filter(file -> !Files.exists(file.tests())))
                .isEmpty();
    }

    @Test
    void aRowThatIsAnotherFailsAndSaysBoth() throws Exception {
        assertThat(failures("""
                cases:
                  - name: first
                    why: it is right
                    frame: '{"E":0,"p":"1.50","q":"1","s":"X"}'
                    row: [1970-01-01 00:00:00.000, "1.50", "1", X]
                  - name: second
                    why: it is wrong
                    frame: '{"E":0,"p":"1.50","q":"1","s":"X"}'
                    row: [1970-01-01 00:00:00.000, "1.5", "1", X]
                """))
                .singleElement()
                .asString()
                .contains(".test.yaml:6: test 'second' (it is wrong): rows expected", "1.5, 1, X]", "1.50, 1, X]");
    }

    @Test
    void aFrameThatMustMakeNothingAndDoesFails() throws Exception {
        assertThat(failures("""
                cases:
                  - name: nothing
                    why: it must not
                    frame: '{"E":0,"p":"1","q":"1","s":"X"}'
                """)).singleElement().asString().contains("rows expected [], found [[");
    }

    @Test
    void anotherReasonFails() throws Exception {
        assertThat(failures("""
                cases:
                  - name: price
                    why: it is missing
                    frame: '{"E":0,"q":"1","s":"X"}'
                    reject: missing q
                """))
                .singleElement()
                .asString()
                .contains("rejects expected [missing q], found [missing p]");
    }

    @Test
    void aFileOfAnotherFormIsAnErrorThatSaysWhatIsExpected() throws Exception {
        assertThat(failures("- frame: x")).singleElement().asString().contains("a list 'cases' is expected");
        assertThat(failures("cases: [{name: a, why: b, frame: x, row: [1]}]"))
                .singleElement()
                .asString()
                .contains("quote 1");
        assertThat(failures("cases: [{name: a, why: b, fram: x}]"))
                .singleElement()
                .asString()
                .contains("'fram' is none of");
    }

    private List<Finding> failures(String tests) throws Exception {
        Path route = Files.copy(
                CLEAN, directory.resolve(CLEAN.getFileName()), java.nio.file.StandardCopyOption.REPLACE_EXISTING);
        RouteFile file = RouteFile.read(route);
        Files.writeString(file.tests(), tests);
        List<Finding> findings = new ArrayList<>();
        new RouteTests(RouteTestsTest::main).run(file, findings);
        return findings;
    }

    private static Main main() {
        Main main = new Main();
        main.setPropertyPlaceholderLocations("file:application.properties");
        return main;
    }
}
