package dev.wadi.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.wadi.frame.Kind;
import dev.wadi.testing.Cleaning;
import dev.wadi.testing.Kept;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What goes into which file is decided by what stands in the journal: a replay gives the same files to the byte. */
class TimeIsDataTest {

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
    void aReplayFromTheBeginningGivesTheSameFilesToTheByte() throws Exception {
        for (int part = 0; part < 3; part++) {
            try (Cleaning cleaning = rolling(new Cleaning(data)).start()) {
                cleaning.keep(Kind.START, "{}");
                cleaning.keep(Kept.trades(part * 100, part * 100 + 50));
                cleaning.pass(Duration.ofMinutes(61));
                cleaning.keep(Kept.trades(part * 100 + 50, part * 100 + 100));
                cleaning.keep(Kind.STOP, "{}");
            }
        }
        Path replayed = work.resolve("replayed");
        try (Cleaning cleaning = replaying(rolling(new Cleaning(replayed)).with("wadi.batch.rows", 7))
                .start()) {
            cleaning.awaitRows(270);
        }
        assertThat(Cleaning.files(replayed.resolve("csv")))
                .hasSizeGreaterThan(12)
                .containsAllEntriesOf(Cleaning.files(data.resolve("csv")));
        assertThat(Cleaning.files(replayed.resolve("rejects")))
                .containsAllEntriesOf(Cleaning.files(data.resolve("rejects")));
    }

    @Test
    void aFileWhosePeriodIsOverIsFinishedAlthoughNothingComesAndAReplayKnowsIt() throws Exception {
        String first = "btcusdt-20261124T100059Z-1.csv";
        try (Cleaning cleaning = new Cleaning(data)
                .with("wadi.csv.roll.time", "1m")
                .at(Instant.parse("2026-11-24T10:00:59.5Z"))
                .start()) {
            cleaning.keep(Kept.trades(0, 10));
            await().atMost(Duration.ofSeconds(30))
                    .untilAsserted(
                            () -> assertThat(Cleaning.files(data.resolve("csv")).keySet())
                                    .containsExactly(first));
            cleaning.keep(Kept.trades(10, 20)); // received in that period, and kept when it was over
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

    private static Cleaning rolling(Cleaning cleaning) {
        return cleaning.with("wadi.csv.roll.rows", 20).with("wadi.csv.roll.time", "1h");
    }
}
