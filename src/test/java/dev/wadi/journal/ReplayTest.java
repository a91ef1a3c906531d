package dev.wadi.journal;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReplayTest {

    @TempDir
    Path journal;

    /** A journal with this form at each position, from 1. */
    private void keep(IntStream messages, int length) throws IOException {
        var isMessage = messages.boxed().collect(Collectors.toSet());
        Files.writeString(
                journal.resolve("000000000001.tsv"),
                IntStream.rangeClosed(1, length)
                        .mapToObj(position -> position + "\t2026-11-24T10:00:00.000000000Z\t1\t"
                                + (isMessage.contains(position) ? "text" : "tick") + "\t{}\n")
                        .collect(Collectors.joining()));
    }

    @Test
    void theLastMessagesAreFoundBehindASilentNight() throws IOException {
        keep(IntStream.of(1, 2, 3, 4, 5), 5000);
        assertThat(Replay.ofLast(journal, 3)).isEqualTo(Replay.of(journal, 3, 5000));
    }

    @Test
    void whereThereAreFewerAllAreTaken() throws IOException {
        keep(IntStream.of(2, 4), 10);
        assertThat(Replay.ofLast(journal, 100)).isEqualTo(Replay.of(journal, 2, 10));
    }

    @Test
    void aJournalWithoutMessagesHasNone() throws IOException {
        assertThat(Replay.ofLast(journal.resolve("none"), 3)).isNull();
        assertThat(Replay.ofLast(journal, 3)).isNull();
        keep(IntStream.of(), 10);
        assertThat(Replay.ofLast(journal, 3)).isNull();
    }
}
