package dev.wadi;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wadi.feed.FeedEndpoint;
import dev.wadi.frame.Kind;
import dev.wadi.testing.Cleaning;
import dev.wadi.testing.KameletSteps;
import dev.wadi.testing.Kept;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.PluginHelper;
import org.apache.camel.support.ResourceHelper;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The Kamelets behind a journal: what the shipped route promises, they promise. */
@Timeout(60)
class KameletsTest {

    @TempDir
    Path data;

    private Cleaning kamelets() throws IOException {
        return new Cleaning(data).edit(KameletSteps.shipped(), KameletSteps.KAMELETS);
    }

    @Test
    void everyFrameIsARowOrARejectWithItsReason() throws Exception {
        try (Cleaning cleaning = kamelets().start()) {
            cleaning.keep(List.of(
                    Kept.trade(0),
                    Kept.BROKEN,
                    Kept.trade(3),
                    "{\"E\":0,\"s\":\"N\",\"p\":\"abc\",\"q\":\"1\"}",
                    "{\"s\":\"N\",\"p\":\"1\",\"q\":\"1\"}",
                    Kept.trade(1)));
            cleaning.awaitCommitted(6);
        }
        assertThat(Cleaning.rows(data))
                .containsExactly("1970-01-01 00:00:00.000,1,1,N0", "1970-01-01 00:00:00.000,1,1,N1");
        assertThat(Cleaning.rejects(data))
                .satisfiesExactly(
                        line -> assertThat(line).contains("\"position\":2", "not JSON"),
                        line -> assertThat(line).contains("\"position\":3", "\"zero price or quantity\""),
                        line -> assertThat(line).contains("\"position\":4", "p is not a number"),
                        line -> assertThat(line).contains("\"position\":5", "missing E"));
    }

    @Test
    void theSourceHandsOnWhatIsTyped() throws Exception {
        String url = "ws://127.0.0.1:1/ws/a@b?x=1&y=2/z@t";
        String subscribe = "{\"op\":\"subscribe\",\"n\":{\"a\":\"b&c\"} }";
        String heartbeat = "\"ping\":(\\d+)";
        try (DefaultCamelContext context = new DefaultCamelContext()) {
            context.setAutoStartup(false);
            context.addRoutes(new RouteBuilder() {
                @Override
                public void configure() {
                    from("kamelet:wadi-websocket-source?name=all&url=RAW(" + url + ")&subscribe=RAW(" + subscribe
                                    + ")&heartbeat=RAW(" + heartbeat
                                    + ")&heartbeatAnswer=RAW({\"pong\":$1})&stallTimeout=2m")
                            .to("log:x");
                    from("kamelet:wadi-websocket-source?name=few&url=ws://127.0.0.1:1/")
                            .to("log:x");
                }
            });
            context.start();
            FeedEndpoint all = feed(context, "all");
            assertThat(all.getConfiguration().getUrl()).isEqualTo(url);
            assertThat(all.getConversation().getSubscribe()).isEqualTo(subscribe);
            assertThat(all.getConversation().getHeartbeat()).isEqualTo(heartbeat);
            assertThat(all.getConversation().getHeartbeatAnswer()).isEqualTo("{\"pong\":$1}");
            assertThat(all.getConversation().getStallTimeout()).hasMinutes(2);
            FeedEndpoint few = feed(context, "few");
            assertThat(few.getConversation().getSubscribe()).isNull();
            assertThat(few.getConversation().getHeartbeat()).isNull();
        }
    }

    private static FeedEndpoint feed(DefaultCamelContext context, String name) {
        return context.getEndpoints().stream()
                .filter(FeedEndpoint.class::isInstance)
                .map(FeedEndpoint.class::cast)
                .filter(feed -> feed.getName().equals(name))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void goesOnBehindTheCommitAfterARestart() throws Exception {
        for (int start = 0; start < 3; start++) {
            try (Cleaning cleaning = kamelets().with("wadi.batch.rows", 7).start()) {
                cleaning.keep(LongStream.range(start * 50L, start * 50L + 50)
                        .mapToObj(Kept::trade)
                        .toList());
                cleaning.awaitCommitted(start * 50L + 50);
            }
        }
        Kept kept = Kept.in(data);
        assertThat(kept.numbers()).hasSize(150);
        kept.assertWritten(data);
    }

    @Test
    void whatTheSinkHadWrittenBehindTheCommitIsCutOffAtTheStart() throws Exception {
        try (Cleaning cleaning = kamelets().start()) {
            cleaning.keep(LongStream.range(0, 50).mapToObj(Kept::trade).toList());
            cleaning.awaitCommitted(50);
        }
        try (Stream<Path> files = Files.list(data.resolve("csv"))) {
            Path open = files.toList().get(0);
            assertThat(open.toString()).endsWith(".part");
            Files.writeString(open, "written and not committed\n", java.nio.file.StandardOpenOption.APPEND);
        }
        try (Cleaning cleaning = kamelets().start()) {
            cleaning.keep(LongStream.range(50, 60).mapToObj(Kept::trade).toList());
            cleaning.awaitCommitted(60);
        }
        Kept.in(data).assertWritten(data);
    }

    @Test
    void aRouteThatIsReplacedGoesOnInItsNewKamelets() throws Exception {
        try (Cleaning cleaning = kamelets().start()) {
            cleaning.keep(LongStream.range(0, 50).mapToObj(Kept::trade).toList());
            cleaning.awaitCommitted(50);
            String route = Files.readString(Path.of("routes/btcusdt-clean.camel.yaml"))
                    .replace(
                            KameletSteps.shipped(),
                            KameletSteps.KAMELETS.replace("rollRows: \"{{wadi.csv.roll.rows}}\"", "rollRows: 20"));
            PluginHelper.getRoutesLoader(cleaning.context())
                    .updateRoutes(ResourceHelper.fromString("clean.camel.yaml", route));
            cleaning.keep(LongStream.range(50, 150).mapToObj(Kept::trade).toList());
            cleaning.keep(Kind.STOP, "{}");
            cleaning.awaitCommitted(150);
        }
        Kept.in(data).assertWritten(data);
        try (Stream<Path> files = Files.list(data.resolve("csv"))) {
            assertThat(files)
                    .hasSizeGreaterThan(3)
                    .noneMatch(file -> file.toString().endsWith(".part"));
        }
    }

    @Test
    void aStopAfterTheEndOfTheRecordingFinishesTheFiles() throws Exception {
        try (Cleaning cleaning = kamelets().start()) {
            cleaning.keep(LongStream.range(0, 50).mapToObj(Kept::trade).toList());
            cleaning.keep(Kind.STOP, "{}");
            cleaning.awaitCommitted(50);
        }
        try (Stream<Path> files = Files.list(data.resolve("csv"))) {
            assertThat(files).hasSize(1).noneMatch(file -> file.toString().endsWith(".part"));
        }
        Kept.in(data).assertWritten(data);
        try (Cleaning cleaning = kamelets().start()) {
            cleaning.keep(Kind.START, "{}");
            cleaning.keep(LongStream.range(50, 60).mapToObj(Kept::trade).toList());
            cleaning.awaitCommitted(62);
        }
        Kept.in(data).assertWritten(data);
    }
}
