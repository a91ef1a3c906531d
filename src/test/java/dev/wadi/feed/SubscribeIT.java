package dev.wadi.feed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.wadi.testing.Feeding;
import dev.wadi.testing.FrameServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.PluginHelper;
import org.apache.camel.support.ResourceHelper;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SubscribeIT {

    @TempDir
    private Path directory;

    private final List<Long> times = new CopyOnWriteArrayList<>();

    /** Answers with the texts it gets, so many of them, on each of the connections. */
    private FrameServer echoing(int texts, int connections) throws IOException {
        AtomicInteger connection = new AtomicInteger();
        return new FrameServer(peer -> {
            peer.open();
            peer.flush();
            for (int i = 0; i < texts; i++) {
                String text = peer.readText();
                times.add(System.nanoTime());
                peer.text(text);
                peer.flush();
            }
            if (connection.incrementAndGet() < connections) {
                peer.closeFrame(1001);
            }
            peer.awaitClose();
        });
    }

    @Test
    void framesAreSentInOrderAtEachOpening() throws Exception {
        List<String> lines =
                List.of("{\"sub\":\"a\",\"id\":1}", "{\"sub\":\"b\",\"id\":2}", "{\"sub\":\"c\",\"id\":3}");
        try (FrameServer server = echoing(3, 3);
                Feeding feed = Feeding.from(server.url("/"), "subscribe=" + String.join("\n \n  ", lines) + "\n")) {
            List<String> expected = new ArrayList<>();
            for (int i = 0; i < 3; i++) {
                expected.addAll(lines);
            }
            assertThat(feed.awaitPayloads(9)).isEqualTo(expected);
        }
    }

    @Test
    void theyMayComeOneAfterAnotherWithAPause() throws Exception {
        try (FrameServer server = echoing(4, 1);
                Feeding feed = Feeding.from(server.url("/"), "subscribe=[1][2]\n[3]\n[4]", "subscribeDelay=100ms")) {
            assertThat(feed.awaitPayloads(4)).containsExactly("[1]", "[2]", "[3]", "[4]");
        }
        assertThat(times.get(3) - times.get(0)).isGreaterThan(250_000_000L);
    }

    @Test
    void aFileOfFramesFollowsThoseOfTheRouteAndItsPlaceholdersAreResolved() throws Exception {
        Path file = Files.writeString(
                directory.resolve("subscribe.txt"),
                "{\"args\":{\"token\":\"{{env:PATH}}\"}}\n\n{\"op\":\"{{sys:java.specification.version}}\",\"deep\":{\"er\":{}}}\n");
        try (FrameServer server = echoing(3, 1);
                Feeding feed = Feeding.from(server.url("/"), "subscribe=first", "subscribeFile=" + file)) {
            assertThat(feed.awaitPayloads(3))
                    .containsExactly(
                            "first",
                            "{\"args\":{\"token\":\"" + System.getenv("PATH") + "\"}}",
                            "{\"op\":\"" + System.getProperty("java.specification.version")
                                    + "\",\"deep\":{\"er\":{}}}");
        }
    }

    @Test
    void aFileThatIsNotThereStopsTheStartAndIsNamed() {
        assertThatThrownBy(() -> Feeding.from("ws://127.0.0.1:1/", "subscribeFile=" + directory.resolve("no.txt")))
                .hasStackTraceContaining("subscribeFile must be a file that can be read, found " + directory);
    }

    @Test
    void aPlaceholderWithoutValueStopsTheStartAndIsNamed() throws Exception {
        Path file = Files.writeString(directory.resolve("subscribe.txt"), "{{env:WADI_NO_SUCH_VARIABLE}}");
        assertThatThrownBy(() -> Feeding.from("ws://127.0.0.1:1/", "subscribeFile=" + file))
                .hasStackTraceContaining("WADI_NO_SUCH_VARIABLE");
    }

    /** Two closing braces together are the end of a placeholder to Camel, hence the blanks. */
    @Test
    void framesInYamlMayBeJsonWithPlaceholdersAndNestedObjects() throws Exception {
        try (FrameServer server = echoing(3, 1);
                DefaultCamelContext context = new DefaultCamelContext()) {
            List<String> received = new CopyOnWriteArrayList<>();
            context.getRegistry().bind("kept", (org.apache.camel.Processor)
                    exchange -> received.add(exchange.getMessage().getBody(String.class)));
            context.getPropertiesComponent().addInitialProperty("symbol", "btcusdt");
            context.getPropertiesComponent().addInitialProperty("url", server.url("/"));
            PluginHelper.getRoutesLoader(context).loadRoutes(ResourceHelper.fromString("x.yaml", """
                    - route:
                        from:
                          uri: feed:test
                          parameters:
                            url: "RAW({{url}})"
                            subscribe: |
                              RAW({"method":"SUBSCRIBE","params":["{{symbol}}@trade"],"id":1}
                              {"args":{"instId":"{{symbol}}","deep":{"er":1} } }
                              {"op":"100% & more = a+b ? \\" }","id":2})
                          steps:
                            - process: { ref: kept }
                    """));
            context.start();
            await().atMost(Feeding.SOON).until(() -> received.size() == 3);
            assertThat(received)
                    .containsExactly(
                            "{\"method\":\"SUBSCRIBE\",\"params\":[\"btcusdt@trade\"],\"id\":1}",
                            "{\"args\":{\"instId\":\"btcusdt\",\"deep\":{\"er\":1} } }",
                            "{\"op\":\"100% & more = a+b ? \\\" }\",\"id\":2}");
        }
    }

    @Test
    void unsubscribeFramesAreSentBeforeAnOrderlyClose() throws Exception {
        List<String> heard = new CopyOnWriteArrayList<>();
        try (FrameServer server = new FrameServer(peer -> {
            peer.open();
            heard.add(peer.readText());
            peer.text("ok");
            peer.flush();
            heard.add(peer.readText());
            heard.add(peer.readText());
            heard.add("close " + peer.read().code());
            peer.closeFrame(1000);
        })) {
            try (Feeding feed = Feeding.from(server.url("/"), "subscribe=on", "unsubscribe={\"off\":1}{\"off\":2}")) {
                feed.awaitPayloads(1);
            }
            await().atMost(Feeding.SOON).until(() -> heard.size() == 4);
        }
        assertThat(heard).containsExactly("on", "{\"off\":1}", "{\"off\":2}", "close 1001");
    }
}
