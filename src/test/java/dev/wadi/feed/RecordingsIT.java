package dev.wadi.feed;

import static dev.wadi.testing.Feeding.SOON;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.wadi.testing.Feeding;
import dev.wadi.testing.FrameServer;
import java.io.BufferedReader;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Real venues' frames, and what was said to them, served by a server that asks for the same. */
class RecordingsIT {

    private static final Path RECORDINGS = Path.of("../shared/recordings");
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Pattern PING = Pattern.compile("\\{\"ping\":(\\d+)}");

    @TempDir
    private Path directory;

    private final List<String> heard = new CopyOnWriteArrayList<>();

    @BeforeEach
    void recordingsAreThere() {
        assumeTrue(Files.isDirectory(RECORDINGS), "the recordings are not beside this checkout: " + RECORDINGS);
    }

    private static List<JsonNode> lines(String file) throws IOException {
        List<JsonNode> lines = new ArrayList<>();
        byte[] bytes = Files.readAllBytes(RECORDINGS.resolve(file));
        try (BufferedReader reader = new BufferedReader(new InputStreamReader(
                file.endsWith(".gz")
                        ? new GZIPInputStream(new ByteArrayInputStream(bytes))
                        : new ByteArrayInputStream(bytes),
                StandardCharsets.UTF_8))) {
            for (String line = reader.readLine(); line != null; line = reader.readLine()) {
                lines.add(JSON.readTree(line));
            }
        }
        return lines;
    }

    /** What the recorder sent on this connection, but the answers to pings. */
    private static List<String> subscription(String venue, int connection) throws IOException {
        return lines(venue + ".sent.jsonl").stream()
                .filter(line -> line.has("sent") && line.get("conn").asInt() == connection)
                .map(line -> line.get("sent").asText())
                .filter(text -> !text.startsWith("{\"pong\""))
                .toList();
    }

    private String file(List<String> subscription) throws IOException {
        return Files.write(directory.resolve("subscribe.txt"), subscription).toString();
    }

    @Test
    void huobiIsGzippedAndWantsItsPingsAnswered() throws Exception {
        List<String> subscription = subscription("HUOBI", 1);
        List<byte[]> packed = new ArrayList<>();
        List<String> frames = new ArrayList<>();
        for (JsonNode line : lines("HUOBI.rawb64.jsonl.gz")) {
            packed.add(Base64.getDecoder().decode(line.get("b64").asText()));
            frames.add(new String(
                    new GZIPInputStream(new ByteArrayInputStream(packed.get(packed.size() - 1))).readAllBytes(),
                    StandardCharsets.UTF_8));
        }
        List<String> pings =
                frames.stream().filter(frame -> PING.matcher(frame).matches()).toList();
        assertThat(pings).hasSizeGreaterThan(3);
        try (FrameServer server = new FrameServer(peer -> {
                    peer.open();
                    for (int i = 0; i < subscription.size(); i++) {
                        heard.add(peer.readText());
                    }
                    for (int i = 0; i < frames.size(); i++) {
                        peer.binary(packed.get(i));
                        Matcher ping = PING.matcher(frames.get(i));
                        if (ping.matches() && !peer.readText().equals("{\"pong\":" + ping.group(1) + "}")) {
                            return;
                        }
                    }
                    peer.flush();
                    peer.awaitClose();
                });
                Feeding feed = Feeding.from(
                        server.url("/ws"),
                        "subscribeFile=" + file(subscription),
                        "heartbeat=^\\{\"ping\":(\\d+)}",
                        "heartbeatAnswer={\"pong\":$1}")) {
            assertThat(feed.awaitPayloads(frames.size())).isEqualTo(frames);
            assertThat(feed.status().connections()).isEqualTo(1);
        }
        assertThat(heard).isEqualTo(subscription);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3})
    void krakenBeats(int connection) throws Exception {
        List<String> frames = texts("KRAKEN", connection);
        assertServed(
                subscription("KRAKEN", connection),
                frames,
                1,
                "heartbeat=^\\{\"event\":\"heartbeat\"}$",
                "acknowledgement=\"event\":\"(systemStatus|subscriptionStatus)\"");
    }

    @Test
    void coinbaseIsSubscribedToWithThreeFrames() throws Exception {
        assertServed(
                subscription("COINBASE", 1),
                texts("COINBASE", 1),
                0,
                "subscribeDelay=20ms",
                "acknowledgement=^\\{\"type\":\"subscriptions\"");
    }

    private static List<String> texts(String venue, int connection) throws IOException {
        return lines(venue + ".jsonl.gz").stream()
                .filter(line -> !line.has("conn") || line.get("conn").asInt() == connection)
                .map(line -> line.get("frame").asText())
                .toList();
    }

    /** @param before how many frames the venue sends before it is subscribed to */
    private void assertServed(List<String> subscription, List<String> frames, int before, String... options)
            throws Exception {
        assertThat(subscription).isNotEmpty();
        assertThat(frames).hasSizeGreaterThan(10);
        try (FrameServer server = new FrameServer(peer -> {
            peer.open();
            for (int i = 0; i < frames.size(); i++) {
                if (i == before) {
                    for (int k = 0; k < subscription.size(); k++) {
                        heard.add(peer.readText());
                    }
                }
                peer.text(frames.get(i));
            }
            peer.flush();
            peer.awaitClose();
        })) {
            String[] all = Arrays.copyOf(options, options.length + 1);
            all[options.length] = "subscribeFile=" + file(subscription);
            try (Feeding feed = Feeding.from(server.url("/"), all)) {
                assertThat(feed.awaitPayloads(frames.size())).isEqualTo(frames);
                await().atMost(SOON).until(() -> feed.status().lastData() != null);
                assertThat(feed.status().connections()).isEqualTo(1);
            }
        }
        assertThat(heard).isEqualTo(subscription);
    }
}
