package dev.wadi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.wadi.testing.FrameServer;
import dev.wadi.testing.Program;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The reference job, by the program as a user starts it, against the recording and what the notebook made of it. */
class ReferenceJobIT {

    private static final Path RECORDINGS = Path.of("../shared/recordings");
    private static final ObjectMapper JSON = new ObjectMapper();

    @TempDir
    Path work;

    private Program program;

    @BeforeEach
    void program() {
        program = new Program(work);
    }

    @Test
    void makesTheNotebooksRowsOfTheRecording() throws Exception {
        assumeTrue(
                Files.isDirectory(RECORDINGS), "the recordings are not beside the checkout, in ../shared/recordings");
        List<String> frames = recording();
        List<String> expected = Files.readAllLines(RECORDINGS.resolve("expected/REFERENCE.notebook.csv"));

        try (FrameServer server = FrameServer.sending(frames)) {
            String printed = program.run(
                    0,
                    "run",
                    "--rows",
                    Integer.toString(expected.size() - 1),
                    "--set",
                    "wadi.feed.url=" + server.url("/ws/btcusdt@trade"));
            assertThat(printed)
                    .containsOnlyOnce("Recording ")
                    .contains("21,398 frames")
                    .contains("85  zero price or quantity");
        }

        List<String> rows = Files.readAllLines(program.only("data/csv"));
        assertThat(rows.get(0)).isEqualTo(expected.get(0));
        assertThat(rows.stream().skip(1).map(ReferenceJobIT::values))
                .isEqualTo(expected.stream().skip(1).map(ReferenceJobIT::values).toList());
        List<String> rejects = Files.readAllLines(program.only("data/rejects"));
        assertThat(rejects).hasSize(85);
        for (String line : rejects) {
            JsonNode reject = JSON.readTree(line);
            assertThat(reject.get("reason").asText()).isEqualTo("zero price or quantity");
            // the first positions are the recording's beginning and the connection's opening
            assertThat(reject.get("payload").asText())
                    .isEqualTo(frames.get(reject.get("position").asInt() - 3));
        }
    }

    @Test
    void aStreamThatBringsNothingEndsWithCode3AndTheReason() throws Exception {
        try (FrameServer server = FrameServer.sending(List.of())) {
            String printed = program.run(3, "run", "--for", "500ms", "--set", "wadi.feed.url=" + server.url("/"));
            assertThat(printed).contains("no frame came", "no data");
        }
        assertThat(work.resolve("data/csv")).doesNotExist();
    }

    @Test
    void aPortWhereNothingListensEndsWithCode3AndOneSentence() throws Exception {
        String url;
        try (FrameServer server = FrameServer.sending(List.of())) {
            url = server.url("/");
        }
        String printed = program.run(3, "run", "--for", "500ms", "--set", "wadi.feed.url=" + url);
        assertThat(printed).contains(url, "nothing listens").doesNotContain("\tat ");
    }

    @Test
    void checkAcceptsTheShippedRoutes() throws Exception {
        assertThat(program.run(0, "check")).contains("All right");
    }

    private static Object values(String line) {
        String[] cells = line.split(",", -1);
        return List.of(
                cells[0],
                new BigDecimal(cells[1]).stripTrailingZeros(),
                new BigDecimal(cells[2]).stripTrailingZeros(),
                cells[3]);
    }

    private static List<String> recording() throws IOException {
        List<String> frames = new ArrayList<>();
        try (BufferedReader lines = new BufferedReader(new InputStreamReader(
                new GZIPInputStream(Files.newInputStream(RECORDINGS.resolve("REFERENCE.jsonl.gz"))),
                StandardCharsets.UTF_8))) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                frames.add(JSON.readTree(line).get("frame").asText());
            }
        }
        return frames;
    }
}
