package dev.wadi.journal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wadi.file.Batch;
import dev.wadi.frame.Kind;
import dev.wadi.testing.Cleaning;
import dev.wadi.testing.Kept;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.apache.camel.Exchange;
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
                cleaning.keep(Kept.trades(part * 100, part * 100 + 100));
                cleaning.awaitCommitted(part * 100 + 100);
            }
        }
        holdsExactly(300);
        assertThat(Cleaning.files(data.resolve("csv"))).hasSize(1);
    }

    @Test
    void anOrderlyEndFinishesTheFilesAndTheNextRunBeginsNewOnes() throws Exception {
        try (Cleaning cleaning = new Cleaning(data).start()) {
            cleaning.keep(Kept.trades(0, 50));
            cleaning.keep(Kind.STOP, "{}");
        }
        assertThat(Cleaning.files(data.resolve("csv")).keySet()).containsExactly("btcusdt-20261124T100000Z-1.csv");
        try (Cleaning cleaning = new Cleaning(data).start()) {
            cleaning.keep(Kind.START, "{}");
            cleaning.keep(Kept.trades(50, 100));
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
            cleaning.keep(Kept.trades(0, 200));
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
            cleaning.keep(Kept.trades(0, 200));
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
            cleaning.keep(Kept.trades(0, 100));
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
            cleaning.keep(Kept.trades(0, 10));
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
            cleaning.keep(Kept.trades(0, 100));
            cleaning.awaitCommitted(100);
        }
        assertThat(Cleaning.rows(data)).isEmpty();
        assertThat(Cleaning.rejects(data)).hasSize(100);
    }

    @Test
    void aChangeOfColumnsBeginsANewFile() throws Exception {
        try (Cleaning cleaning = new Cleaning(data).start()) {
            cleaning.keep(Kept.trades(0, 10));
            cleaning.awaitCommitted(10);
        }
        try (Cleaning cleaning = new Cleaning(data).edit("Price_USD ", "Price ").start()) {
            cleaning.keep(Kept.trades(10, 20));
            cleaning.awaitCommitted(20);
        }
        assertThat(Cleaning.files(data.resolve("csv")).keySet())
                .containsExactly("btcusdt-20261124T100000Z-1.csv", "btcusdt-20261124T100000Z-11.csv.part");
        holdsExactly(20);
    }
}
