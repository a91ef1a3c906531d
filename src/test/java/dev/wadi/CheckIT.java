package dev.wadi;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wadi.testing.Mistake;
import dev.wadi.testing.Program;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code ./wadi check} says all that is wrong, in all files at once. */
class CheckIT {

    private static final String CLEAN = "btcusdt-clean.camel.yaml";

    @TempDir
    Path work;

    private Path routes;

    @BeforeEach
    void makeDirectory() throws Exception {
        routes = Files.createDirectory(work.resolve("routes"));
    }

    @Test
    void allMistakesAreSaidAtOnceEachInOneLineWithItsPlace() throws Exception {
        String right = Files.readString(Path.of("routes", CLEAN));
        List<Mistake> mistakes = Mistake.all().stream()
                .filter(mistake -> !mistake.isOfKind("edit") && !mistake.isOfKind("live"))
                .filter(mistake -> !"".equals(mistake.alone())) // those need kept frames
                .toList();
        for (int i = 0; i < mistakes.size(); i++) {
            Files.writeString(file(i), mistakes.get(i).in(right));
        }

        List<String> lines = check(1).lines().toList();

        for (int i = 0; i < mistakes.size(); i++) {
            int line = mistakes.get(i).lineAlone(mistakes.get(i).in(right));
            String place = file(i) + (line == 0 ? "" : ":" + line) + ": ";
            String says = mistakes.get(i).says();
            assertThat(lines)
                    .as(mistakes.get(i).name())
                    .anyMatch(found -> found.startsWith(place) && found.contains(says));
        }
        assertThat(lines).noneMatch(line -> line.contains("Exception") && line.contains("at org."));
    }

    private Path file(int i) {
        return routes.resolve("file%02d.camel.yaml".formatted(i));
    }

    @Test
    void theShippedRoutesAndTheirTestsAreRight() throws Exception {
        assertThat(new Program(work).run(0, "check"))
                .containsPattern("All right: 4 routes in \\S+/routes, \\d\\d+ tests pass\\.\\n");
        assertThat(work.toFile().list()).containsExactlyInAnyOrder("routes", "printed.log");
    }

    @Test
    void whatTwoFilesClaimIsSaidAtTheSecond() throws Exception {
        for (String name : List.of("a.camel.yaml", "b.camel.yaml")) {
            Files.copy(Path.of("routes", CLEAN), routes.resolve(name));
        }
        assertThat(check(1).lines())
                .containsExactly(
                        routes.resolve("b.camel.yaml")
                                + ":19: 'id: btcusdt-clean' is taken by a.camel.yaml; give it another.",
                        routes.resolve("b.camel.yaml")
                                + ":21: 'startupOrder: 1' is taken by a.camel.yaml; give it another.");
    }

    @Test
    void aTestBesideARouteThatFailsIsSaidAtItsLine() throws Exception {
        Files.copy(Path.of("routes", CLEAN), routes.resolve(CLEAN));
        Files.writeString(routes.resolve("btcusdt-clean.test.yaml"), """
                cases:
                  - name: a trade
                    why: to see it fail
                    frame: '{"E":0,"p":"1","q":"1","s":"X"}'
                    row: [1970-01-01 00:00:00.000, "1", "2", X]
                """);
        assertThat(check(1)).contains("btcusdt-clean.test.yaml:2: test 'a trade' (to see it fail): rows expected");
    }

    private String check(int code) throws Exception {
        return new Program(work).run(code, "check", "--routes", "routes");
    }
}
