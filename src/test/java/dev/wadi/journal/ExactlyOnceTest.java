package dev.wadi.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.wadi.file.Batch;
import dev.wadi.frame.Kind;
import dev.wadi.testing.Cleaning;
import dev.wadi.testing.Kept;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the clean route makes of a journal, through stops, failures and cut files. */
class ExactlyOnceTest {

    private static final String SINK = "              - to:\n                  id: btcusdt-csv";

    @TempDir
    Path work;

    private Path data;

    @BeforeEach
    void data() {
        data = work.resolve("data");
    }

    private static List<String> trades(int from, int to) {
        return IntStream.range(from, to)
                .mapToObj(n -> "{\"E\":0,\"s\":\"N" + n + "\",\"p\":\"1\",\"q\":\"" + (n % 10 == 3 ? 0 : 1) + "\"}")
                .toList();
    }

    private static List<String> rows(int from, int to) {
        return IntStream.range(from, to)
                .filter(n -> n % 10 != 3)
                .mapToObj(n -> "1970-01-01 00:00:00.000,1,1,N" + n)
                .toList();
    }

    private void holdsExactly(int frames) throws Exception {
        assertThat(Cleaning.rows(data)).isEqualTo(rows(0, frames));
        assertThat(Cleaning.rejects(data)).hasSize(frames - rows(0, frames).size());
    }

    @Test
    void aStopWithoutAnOrderlyEndGoesOnInTheSameFile() throws Exception {
        for (int part = 0; part < 3; part++) {
            try (Cleaning cleaning = new Cleaning(data).start()) {
                cleaning.keep(trades(part * 100, part * 100 + 100));
                cleaning.awaitCommitted(part * 100 + 100);
            }
        }
        holdsExactly(300);
        assertThat(Cleaning.files(data.resolve("csv"))).hasSize(1);
    }

    @Test
    void anOrderlyEndFinishesTheFilesAndTheNextRunBeginsNewOnes() throws Exception {
        try (Cleaning cleaning = new Cleaning(data).start()) {
            cleaning.keep(trades(0, 50));
            cleaning.keep(Kind.STOP, "{}");
        }
        assertThat(Cleaning.files(data.resolve("csv")).keySet()).containsExactly("btcusdt-20261124T100000Z-1.csv");
        try (Cleaning cleaning = new Cleaning(data).start()) {
            cleaning.keep(Kind.START, "{}");
            cleaning.keep(trades(50, 100));
            cleaning.keep(Kind.STOP, "{}");
        }
        holdsExactly(100);
        assertThat(Cleaning.files(data.resolve("csv")).keySet())
                .containsExactly("btcusdt-20261124T100000Z-1.csv", "btcusdt-20261124T100000Z-53.csv");
    }

    @Test
    void aBatchThatFailsThreeTimesBeforeTheSinkComesAgainWithoutAHole() throws Exception {
        AtomicInteger failures = new AtomicInteger();
        try (Cleaning cleaning = new Cleaning(data)
                .before(SINK, exchange -> failing(failures, exchange))
                .start()) {
            cleaning.keep(trades(0, 200));
            cleaning.awaitCommitted(200);
        }
        assertThat(failures).hasValue(3);
        holdsExactly(200);
    }

    @Test
    void aBatchThatFailsBehindTheSinkIsNotWrittenTwice() throws Exception {
        AtomicInteger failures = new AtomicInteger();
        try (Cleaning cleaning = new Cleaning(data)
                .edit(
                        SINK,
                        "              - to: { uri: rolling-file:other, parameters: { directory: \"{{wadi.data.dir}}/other\" } }\n"
                                + SINK)
                .before(SINK, exchange -> failing(failures, exchange))
                .start()) {
            cleaning.keep(trades(0, 200));
            cleaning.awaitCommitted(200);
            cleaning.keep(Kind.STOP, "{}");
        }
        assertThat(failures).hasValue(3);
        holdsExactly(200);
        assertThat(Cleaning.rows(data, "other")).isEqualTo(rows(0, 200));
    }

    private static void failing(AtomicInteger failures, Exchange exchange) {
        if (exchange.getProperty(Batch.PROPERTY, Batch.class).last() > 50 && failures.get() < 3) {
            failures.incrementAndGet();
            throw new IllegalStateException("made to fail");
        }
    }

    @Test
    void aFrameOnWhichTheBatchAlwaysFailsIsTurnedAwayAndTheOthersGetThrough() throws Exception {
        try (Cleaning cleaning = new Cleaning(data)
                .before(SINK, exchange -> {
                    if (exchange.getMessage().getBody(String.class).contains("N77\n")) {
                        throw new IllegalStateException("cannot stand N77");
                    }
                })
                .start()) {
            cleaning.keep(trades(0, 100));
            cleaning.awaitCommitted(100);
        }
        List<String> expected = new ArrayList<>(rows(0, 100));
        expected.remove("1970-01-01 00:00:00.000,1,1,N77");
        assertThat(Cleaning.rows(data)).isEqualTo(expected);
        assertThat(Cleaning.rejects(data))
                .hasSize(11)
                .anySatisfy(line -> assertThat(line).contains("\"position\":78", "cannot stand N77"));
    }

    @Test
    void aFrameOnWhichAStepAlwaysThrowsIsTurnedAway() throws Exception {
        try (Cleaning cleaning = new Cleaning(data)
                .before("              - filter:", exchange -> {
                    if (exchange.getMessage().getBody(String.class).contains("N5,")) {
                        throw new IllegalStateException("cannot stand N5");
                    }
                })
                .start()) {
            cleaning.keep(trades(0, 10));
            cleaning.awaitCommitted(10);
        }
        assertThat(Cleaning.rejects(data))
                .hasSize(2)
                .anySatisfy(line -> assertThat(line).contains("cannot stand N5"));
    }

    @Test
    void aFilterThatTurnsEverythingAwayStillAdvancesTheCommit() throws Exception {
        try (Cleaning cleaning =
                new Cleaning(data).edit("number(q) > 0", "number(q) > 9").start()) {
            cleaning.keep(trades(0, 100));
            cleaning.awaitCommitted(100);
        }
        assertThat(Cleaning.rows(data)).isEmpty();
        assertThat(Cleaning.rejects(data)).hasSize(100);
    }

    @Test
    void aReplayFromTheBeginningGivesTheSameFilesToTheByte() throws Exception {
        for (int part = 0; part < 3; part++) {
            try (Cleaning cleaning = rolling(new Cleaning(data)).start()) {
                cleaning.keep(Kind.START, "{}");
                cleaning.keep(trades(part * 100, part * 100 + 50));
                cleaning.pass(Duration.ofMinutes(61));
                cleaning.keep(trades(part * 100 + 50, part * 100 + 100));
                cleaning.keep(Kind.STOP, "{}");
            }
        }
        Path replayed = work.resolve("replayed");
        try (Cleaning cleaning = replaying(rolling(new Cleaning(replayed)).with("wadi.batch.rows", 7))
                .start()) {
            cleaning.awaitRows(rows(0, 300).size());
        }
        assertThat(Cleaning.files(replayed.resolve("csv")))
                .hasSizeGreaterThan(12)
                .containsAllEntriesOf(Cleaning.files(data.resolve("csv")));
        assertThat(Cleaning.files(replayed.resolve("rejects")))
                .containsAllEntriesOf(Cleaning.files(data.resolve("rejects")));
    }

    private static Cleaning rolling(Cleaning cleaning) {
        return cleaning.with("wadi.csv.roll.rows", 20).with("wadi.csv.roll.time", "1h");
    }

    @Test
    void aFileWhosePeriodIsOverIsFinishedAlthoughNothingComesAndAReplayKnowsIt() throws Exception {
        String first = "btcusdt-20261124T100059Z-1.csv";
        try (Cleaning cleaning = new Cleaning(data)
                .with("wadi.csv.roll.time", "1m")
                .at(Instant.parse("2026-11-24T10:00:59.5Z"))
                .start()) {
            cleaning.keep(trades(0, 10));
            await().atMost(Duration.ofSeconds(30))
                    .untilAsserted(
                            () -> assertThat(Cleaning.files(data.resolve("csv")).keySet())
                                    .containsExactly(first));
            cleaning.keep(trades(10, 20)); // received in that period, and kept when it was over
            cleaning.awaitRows(18);
            cleaning.keep(Kind.STOP, "{}");
        }
        holdsExactly(20);
        Path replayed = work.resolve("replayed");
        try (Cleaning cleaning = replaying(new Cleaning(replayed).with("wadi.csv.roll.time", "1m"))
                .start()) {
            cleaning.awaitRows(18);
        }
        assertThat(Cleaning.files(data.resolve("csv"))).hasSize(2);
        assertThat(Cleaning.files(replayed.resolve("csv"))).isEqualTo(Cleaning.files(data.resolve("csv")));
    }

    private Cleaning replaying(Cleaning cleaning) {
        return cleaning.edit(
                "\"{{wadi.data.dir}}/journal\"",
                data.resolve("journal") + "\n        reader: replay\n        from: beginning");
    }

    @Test
    void aRouteThatIsStoppedAndStartedGoesOnWhereItStopped() throws Exception {
        try (Cleaning cleaning = new Cleaning(data).start()) {
            for (int part = 0; part < 3; part++) {
                cleaning.keep(trades(part * 100, part * 100 + 100));
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
            cleaning.keep(trades(0, 50));
            cleaning.awaitCommitted(50);
            await().untilAsserted(() -> assertThat(seen).isEqualTo(trades(0, 50)));
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

    @Test
    void aChangeOfColumnsBeginsANewFile() throws Exception {
        try (Cleaning cleaning = new Cleaning(data).start()) {
            cleaning.keep(trades(0, 10));
            cleaning.awaitCommitted(10);
        }
        try (Cleaning cleaning = new Cleaning(data).edit("Price_USD ", "Price ").start()) {
            cleaning.keep(trades(10, 20));
            cleaning.awaitCommitted(20);
        }
        assertThat(Cleaning.files(data.resolve("csv")).keySet())
                .containsExactly("btcusdt-20261124T100000Z-1.csv", "btcusdt-20261124T100000Z-11.csv.part");
        holdsExactly(20);
    }
}
