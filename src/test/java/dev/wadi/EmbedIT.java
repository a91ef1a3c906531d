package dev.wadi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.wadi.ledger.Metric;
import dev.wadi.testing.Cleaning;
import dev.wadi.testing.Kept;
import dev.wadi.testing.LeftThreads;
import dev.wadi.testing.TradeServer;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Properties;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Two applications' contexts in one JVM, with one meter registry. */
@Timeout(120)
class EmbedIT {

    private static final Duration LIMIT = Duration.ofSeconds(30);

    @TempDir
    Path work;

    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();

    @Test
    void oneIsStoppedWhileTheOtherRuns() throws Exception {
        LeftThreads threads = new LeftThreads();
        Properties properties = (Properties) System.getProperties().clone();
        try (TradeServer server = new TradeServer(2000);
                DefaultCamelContext first = context("first", server);
                DefaultCamelContext second = context("second", server)) {
            assertThat(threads.names()).as("threads before the start").isEmpty();
            first.start();
            second.start();
            awaitRows("first", 1000);
            awaitRows("second", 1000);
            assertThat(reported("first")).isEqualTo(reported("second")).hasSize(Metric.values().length);
            assertThat(number(Metric.FEED_FRAMES, "second")).isGreaterThan(1000);
            assertThat(number(Metric.FILE_ROWS, "second")).isGreaterThanOrEqualTo(1000);
            assertThat(number(Metric.JOURNAL_COMMITTED, "second")).isGreaterThan(1000);
            assertThat(number(Metric.FEED_OPEN, "second")).isOne();

            first.stop();
            Kept.in(work.resolve("first")).assertWritten(work.resolve("first"));
            assertThat(reported("first")).isEmpty();

            awaitRows("second", 1000 + Cleaning.rows(work.resolve("second")).size());
            second.stop();
            Kept.in(work.resolve("second")).assertWritten(work.resolve("second"));
            assertThat(reported("second")).isEmpty();
        }
        await().atMost(LIMIT).untilAsserted(() -> assertThat(threads.names()).isEmpty());
        assertThat(System.getProperties()).isEqualTo(properties);
    }

    private DefaultCamelContext context(String name, TradeServer server) throws Exception {
        Path data = work.resolve(name);
        DefaultCamelContext context = new DefaultCamelContext();
        context.getCamelContextExtension().setName(name);
        context.getRegistry().bind("meters", meters);
        context.addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                from("kamelet:wadi-websocket-source?name=btcusdt&events=true&url=" + server.url())
                        .to("journal:btcusdt?directory=" + data + "/journal");
                from("journal:btcusdt?directory=" + data + "/journal")
                        .to("kamelet:wadi-rows-action?filter=RAW(number(p) > 0 && number(q) > 0)"
                                + "&columns=T E epoch-ms; P p decimal; Q q decimal; S s text")
                        .to("kamelet:wadi-csv-sink?name=btcusdt&batchInterval=20&directory=" + data
                                + "/csv&rejectDirectory=" + data + "/rejects");
            }
        });
        return context;
    }

    private void awaitRows(String name, int count) {
        await().atMost(LIMIT)
                .ignoreExceptions()
                .until(() -> Cleaning.rows(work.resolve(name)).size() >= count);
    }

    private Stream<Meter> metersOf(String context) {
        return meters.getMeters().stream()
                .filter(meter -> context.equals(meter.getId().getTag("camelContext")));
    }

    private Set<String> reported(String context) {
        return metersOf(context).map(meter -> meter.getId().getName()).collect(Collectors.toSet());
    }

    private double number(Metric metric, String context) {
        Meter found = metersOf(context)
                .filter(meter -> meter.getId().getName().equals(metric.title()))
                .findFirst()
                .orElseThrow();
        return found.measure().iterator().next().getValue();
    }
}
