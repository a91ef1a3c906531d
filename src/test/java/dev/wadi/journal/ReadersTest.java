package dev.wadi.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.wadi.file.Batch;
import dev.wadi.testing.Cleaning;
import dev.wadi.testing.Kept;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.camel.builder.RouteBuilder;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Who reads a journal: routes that stop and start, several at once, and how soon and how much they pass on. */
class ReadersTest {

    private static final String SINK = "              - to:\n                  id: btcusdt-csv";

    @TempDir
    Path work;

    private Path data;

    @BeforeEach
    void data() {
        data = work.resolve("data");
    }

    private void holdsExactly(int messages) throws Exception {
        Kept kept = Kept.in(data);
        assertThat(kept.messages()).hasSize(messages);
        kept.assertWritten(data);
    }

    @Test
    void aRouteThatIsStoppedAndStartedGoesOnWhereItStopped() throws Exception {
        try (Cleaning cleaning = new Cleaning(data).start()) {
            for (int part = 0; part < 3; part++) {
                cleaning.keep(Kept.trades(part * 100, part * 100 + 100));
                cleaning.context().getRouteController().stopRoute("btcusdt-clean");
                cleaning.context().getRouteController().startRoute("btcusdt-clean");
            }
            cleaning.awaitCommitted(300);
        }
        holdsExactly(300);
    }

    @Test
    void twoRoutesReadOneJournalEachAtItsOwnPace() throws Exception {
        try (Cleaning cleaning = new Cleaning(data).start()) {
            List<Object> seen = new CopyOnWriteArrayList<>();
            cleaning.context().addRoutes(new RouteBuilder() {
                @Override
                public void configure() {
                    from(cleaning.context().getRoute("btcusdt-clean").getEndpoint())
                            .routeId("second")
                            .process(exchange -> seen.add(exchange.getMessage().getBody()));
                }
            });
            cleaning.keep(Kept.trades(0, 50));
            cleaning.awaitCommitted(50);
            await().untilAsserted(() -> assertThat(seen).isEqualTo(Kept.trades(0, 50)));
            assertThat(data.resolve("journal/btcusdt/readers")).isDirectoryContaining("glob:**/second.commits");
        }
        holdsExactly(50);
    }

    @Test
    void largeFramesDoNotWaitForABatchOfThousands() throws Exception {
        String large = "x".repeat(1 << 20);
        AtomicInteger most = new AtomicInteger();
        try (Cleaning cleaning = new Cleaning(data)
                .with("wadi.batch.interval", 500)
                .before(SINK, exchange -> {
                    Batch batch = exchange.getProperty(Batch.PROPERTY, Batch.class);
                    most.accumulateAndGet(batch.rejects().size(), Math::max);
                })
                .start()) {
            cleaning.context().getRouteController().stopRoute("btcusdt-clean");
            cleaning.keep(Collections.nCopies(100, large));
            cleaning.context().getRouteController().startRoute("btcusdt-clean");
            cleaning.awaitCommitted(100);
        }
        assertThat(Cleaning.rejects(data)).hasSize(100);
        assertThat(most.get()).as("frames of 1 MiB in one batch").isLessThan(50);
    }

    @Test
    void aRowIsInTheOpenFileABatchIntervalLater() throws Exception {
        Duration interval = Duration.ofMillis(200);
        long[] late = new long[11];
        try (Cleaning cleaning = new Cleaning(data)
                .with("wadi.batch.interval", interval.toMillis())
                .start()) {
            for (int n = 0; n < late.length; n++) {
                long kept = System.nanoTime();
                cleaning.keep(List.of(Kept.trade(n * 10L)));
                int rows = n + 1;
                await().pollDelay(Duration.ZERO)
                        .pollInterval(Duration.ofMillis(2))
                        .ignoreExceptions()
                        .until(() -> Cleaning.rows(data).size() == rows);
                late[n] = System.nanoTime() - kept;
            }
        }
        Arrays.sort(late);
        // the middle one, since the machine may be busy at any one
        assertThat(Duration.ofNanos(late[late.length / 2])).isLessThan(interval.plusMillis(50));
    }
}
