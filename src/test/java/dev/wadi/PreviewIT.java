package dev.wadi;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.wadi.testing.FrameServer;
import dev.wadi.testing.Kept;
import dev.wadi.testing.Program;
import dev.wadi.testing.TradeServer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Frames and the rows made of them are shown, and nothing is written. */
class PreviewIT {

    private static final ObjectMapper JSON = new ObjectMapper();

    @TempDir
    Path work;

    @Test
    void theRowsOfAStreamAreShownBesideItsFramesAndNothingIsWritten() throws Exception {
        try (TradeServer server = new TradeServer(1_000)) {
            String printed = preview(0, "--rows", "5", "--set", "wadi.feed.url=" + server.url());

            assertThat(printed.lines().toList()).hasSize(6);
            assertThat(printed.lines())
                    .element(0)
                    .asString()
                    .matches("frame +Trade_Time +Price_USD +Volume_BTC +Symbol");
            assertThat(printed.lines())
                    .element(1)
                    .asString()
                    .matches("\\{\"E\":0,\"s\":\"N0\".*} +1970-01-01 00:00:00.000 +1 +1 +N0");
            assertThat(printed.lines()).element(4).asString().endsWith("turned away: zero price or quantity");
        }
        assertNothingIsWritten();
    }

    @Test
    void keptFramesAreShownAsJsonLines() throws Exception {
        keep(50);
        List<JsonNode> lines = new ArrayList<>();
        for (String line :
                preview(0, "--from", "data/journal/btcusdt", "--json").lines().toList()) {
            lines.add(JSON.readTree(line));
        }
        assertThat(lines).hasSize(20);
        assertThat(lines.get(2).toString())
                .isEqualTo("{\"position\":3,\"received\":\"2026-11-24T10:00:00Z\","
                        + "\"frame\":\"{\\\"E\\\":0,\\\"s\\\":\\\"N2\\\",\\\"p\\\":\\\"1\\\",\\\"q\\\":\\\"1\\\"}\","
                        + "\"rows\":[{\"Trade_Time\":\"1970-01-01 00:00:00.000\",\"Price_USD\":\"1\","
                        + "\"Volume_BTC\":\"1\",\"Symbol\":\"N2\"}]}");
        assertThat(lines.get(3).get("reason").asText()).isEqualTo("zero price or quantity");
    }

    @Test
    void fewerKeptFramesThanAskedForAreAllShown() throws Exception {
        keep(7);
        assertThat(preview(0, "--from", "btcusdt", "--json", "--rows", "100").lines())
                .hasSize(7);
    }

    @Test
    void theRoutesOfAnotherDirectoryAreTried() throws Exception {
        keep(7);
        Path routes = Files.createDirectory(work.resolve("mine"));
        Files.writeString(
                routes.resolve("clean.camel.yaml"),
                Files.readString(Path.of("routes/btcusdt-clean.camel.yaml")).replace("Symbol      s", "Name  s"));
        assertThat(preview(0, "--from", "btcusdt", "--routes", "mine")).contains("Volume_BTC  Name");
    }

    @Test
    void aStreamWithoutFramesEndsAfterTheTimeAndSaysWhy() throws Exception {
        try (FrameServer server = new FrameServer(peer -> {
            peer.open();
            peer.flush();
            peer.awaitClose();
        })) {
            assertThat(preview(3, "--for", "1s", "--set", "wadi.feed.url=" + server.url("/")))
                    .contains("wadi: no frame came. connected, but no data came");
        }
        assertNothingIsWritten();
    }

    @Test
    void aStreamOfFewFramesEndsAfterTheTime() throws Exception {
        try (FrameServer server = FrameServer.sending(List.of(Kept.trade(0), Kept.trade(3)))) {
            assertThat(preview(0, "--for", "2s", "--set", "wadi.feed.url=" + server.url("/"))
                            .lines())
                    .filteredOn(line -> line.startsWith("{"))
                    .hasSize(2);
        }
    }

    @Test
    void aWrongRouteIsSaidAndTheExitCodeIsOne() throws Exception {
        Path routes = Files.createDirectory(work.resolve("mine"));
        Files.writeString(
                routes.resolve("clean.camel.yaml"),
                Files.readString(Path.of("routes/btcusdt-clean.camel.yaml")).replace("- filter:", "- filtr:"));
        assertThat(preview(1, "--routes", "mine")).contains("there is no step 'filtr'; did you mean 'filter'?");
    }

    private void keep(int frames) throws Exception {
        Files.writeString(
                Files.createDirectories(work.resolve("data/journal/btcusdt")).resolve("000000000001.tsv"),
                IntStream.range(0, frames)
                        .mapToObj(n -> (n + 1) + "\t2026-11-24T10:00:00.000000000Z\t1\ttext\t" + Kept.trade(n) + "\n")
                        .collect(Collectors.joining()));
    }

    private void assertNothingIsWritten() {
        assertThat(work.toFile().list()).containsExactly("printed.log");
    }

    private String preview(int code, String... arguments) throws Exception {
        List<String> all = new ArrayList<>(List.of("preview"));
        all.addAll(List.of(arguments));
        return new Program(work).run(code, all.toArray(String[]::new));
    }
}
