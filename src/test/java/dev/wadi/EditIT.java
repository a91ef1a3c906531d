package dev.wadi;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wadi.testing.FrameServer;
import dev.wadi.testing.Program;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Each step of the shipped route is changed by an edit of its YAML, with the program as it is packaged. */
class EditIT {

    private static final List<String> FRAMES = List.of(
            "{\"E\":0,\"T\":1000,\"s\":\"A\",\"p\":\"1.50\",\"q\":\"2\",\"X\":\"MARKET\"}",
            "{\"E\":0,\"T\":1000,\"s\":\"B\",\"p\":\"2.50\",\"q\":\"2\",\"X\":\"NA\"}");

    @TempDir
    Path work;

    /** The CSV of these frames by the shipped route with one edit. */
    private List<String> rowsWith(String found, String replacement, int rows) throws Exception {
        Program program = new Program(work);
        edit("btcusdt-clean.camel.yaml", found, replacement);
        try (FrameServer server = FrameServer.sending(FRAMES)) {
            program.run(
                    0,
                    "run",
                    "--routes",
                    "routes",
                    "--rows",
                    Integer.toString(rows),
                    "--set",
                    "wadi.feed.url=" + server.url("/"));
        }
        return Files.readAllLines(program.only("data/csv"));
    }

    /** Copies the shipped routes, one of them with an edit. */
    private void edit(String edited, String found, String replacement) throws IOException {
        Path routes = Files.createDirectories(work.resolve("routes"));
        for (String name : List.of("btcusdt-capture.camel.yaml", "btcusdt-clean.camel.yaml")) {
            String route = Files.readString(Path.of("routes", name));
            if (name.equals(edited)) {
                assertThat(route).contains(found);
                route = route.replace(found, replacement);
            }
            Files.writeString(routes.resolve(name), route);
        }
    }

    @Test
    void theFilter() throws Exception {
        assertThat(rowsWith("number(q) > 0", "number(q) > 0 && X == 'MARKET'", 1))
                .containsExactly("Trade_Time,Price_USD,Volume_BTC,Symbol", "1970-01-01 00:00:00.000,1.50,2,A");
    }

    @Test
    void aColumnsName() throws Exception {
        assertThat(rowsWith("Price_USD ", "Price ", 2).get(0)).isEqualTo("Trade_Time,Price,Volume_BTC,Symbol");
    }

    @Test
    void aColumnsSource() throws Exception {
        assertThat(rowsWith("Trade_Time  E", "Trade_Time  T", 2).get(1)).startsWith("1970-01-01 00:00:01.000,");
    }

    @Test
    void theDelimiter() throws Exception {
        assertThat(rowsWith("delimiter: \",\"", "delimiter: \";\"", 2).get(1))
                .isEqualTo("1970-01-01 00:00:00.000;1.50;2;A");
    }

    @Test
    void theBatch() throws Exception {
        assertThat(rowsWith("completionSize: \"{{wadi.batch.rows}}\"", "completionSize: \"2\"", 2))
                .hasSize(3);
    }

    @Test
    void theUrl() throws Exception {
        Program program = new Program(work);
        try (FrameServer server = FrameServer.sending(FRAMES)) {
            edit("btcusdt-capture.camel.yaml", "RAW({{wadi.feed.url}})", server.url("/other"));
            program.run(0, "run", "--routes", "routes", "--rows", "2");
            assertThat(server.requests()).containsExactly("GET /other HTTP/1.1");
        }
    }

    @Test
    void theAttemptsAfterWhichItGivesUpAndEndsWithCode3() throws Exception {
        Program program = new Program(work);
        String url;
        try (FrameServer server = FrameServer.sending(List.of())) {
            url = server.url("/");
        }
        edit("btcusdt-capture.camel.yaml", "events: \"true\"", "events: \"true\"\n        maxAttempts: \"2\"");
        String printed = program.run(3, "run", "--routes", "routes", "--set", "wadi.feed.url=" + url);
        assertThat(printed)
                .contains("No data after 2 attempts: it gives up (maxAttempts).")
                .contains("wadi: ended, since no feed goes on.", url, "nothing listens");
    }

    @Test
    void theTarget() throws Exception {
        Program program = new Program(work);
        String shipped = Files.readString(Path.of("routes/btcusdt-clean.camel.yaml"));
        edit(
                "btcusdt-clean.camel.yaml",
                shipped.substring(shipped.indexOf("              - to:")),
                "              - to: file:plain?fileName=all.csv&fileExist=Append\n");
        try (FrameServer server = FrameServer.sending(FRAMES)) {
            program.run(
                    0,
                    "run",
                    "--routes",
                    "routes",
                    "--for",
                    "1s",
                    "--set",
                    "wadi.batch.interval=60000", // one batch, since a plain file: repeats the header with each
                    "--set",
                    "wadi.feed.url=" + server.url("/"));
        }
        assertThat(Files.readAllLines(work.resolve("plain/all.csv")))
                .containsExactly(
                        "Trade_Time,Price_USD,Volume_BTC,Symbol",
                        "1970-01-01 00:00:00.000,1.50,2,A",
                        "1970-01-01 00:00:00.000,2.50,2,B");
    }
}
