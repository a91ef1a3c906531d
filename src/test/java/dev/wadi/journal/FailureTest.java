package dev.wadi.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.wadi.testing.Cleaning;
import dev.wadi.testing.Kept;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.apache.camel.health.HealthCheck;
import org.apache.camel.health.HealthCheckHelper;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Files that cannot be written, while the program runs: a directory that is none, or is away, which stops root too. The
 * side that fails waits, health says why, and it goes on by itself, with nothing lost or doubled.
 */
@Timeout(120)
class FailureTest {

    private static final Duration LIMIT = Duration.ofSeconds(60);

    @TempDir
    Path data;

    /** Waits until this check is down, and returns why. */
    private static String awaitDown(Cleaning cleaning, String check) {
        await().atMost(LIMIT).until(() -> result(cleaning, check).getState() == HealthCheck.State.DOWN);
        return result(cleaning, check).getMessage().orElseThrow();
    }

    private static void awaitUp(Cleaning cleaning, String check) {
        await().atMost(LIMIT).until(() -> result(cleaning, check).getState() == HealthCheck.State.UP);
    }

    private static HealthCheck.Result result(Cleaning cleaning, String check) {
        return HealthCheckHelper.invoke(cleaning.context(), "full").stream()
                .filter(result -> result.getCheck().getId().equals(check))
                .findFirst()
                .orElseThrow();
    }

    private void holdsWhatTheJournalGives(int messages) throws IOException {
        Kept kept = Kept.in(data);
        kept.assertWhole();
        assertThat(kept.messages()).hasSize(messages);
        kept.assertWritten(data);
    }

    @Test
    void anOutputThatCannotBeWrittenIsWaitedOutWhileFramesAreKept() throws Exception {
        Path notADirectory = Files.writeString(data.resolve("csv"), "");
        try (Cleaning cleaning = new Cleaning(data).start()) {
            cleaning.keep(Kept.trades(0, 100));
            assertThat(awaitDown(cleaning, "rolling-file-btcusdt"))
                    .startsWith("Cannot make the directory " + notADirectory)
                    .contains("Free the disk or mend its permissions");
            cleaning.keep(Kept.trades(100, 200));
            assertThat(Kept.in(data).messages()).hasSize(200);
            assertThat(result(cleaning, "journal-btcusdt-writer").getState()).isEqualTo(HealthCheck.State.UP);

            Files.delete(notADirectory);

            cleaning.awaitCommitted(200);
            awaitUp(cleaning, "rolling-file-btcusdt");
        }
        holdsWhatTheJournalGives(200);
    }

    @Test
    void aJournalThatCannotBeWrittenHoldsTheSourceBack() throws Exception {
        Path journal = data.resolve("journal/btcusdt");
        Path away = data.resolve("away");
        try (Cleaning cleaning = new Cleaning(data)) {
            cleaning.journalOptions("&segmentBytes=1000").start();
            cleaning.keep(Kept.trades(0, 10));
            cleaning.awaitCommitted(10);
            Files.move(journal, away);

            CompletableFuture<Void> source = CompletableFuture.runAsync(() -> cleaning.keep(Kept.trades(10, 100)));

            assertThat(awaitDown(cleaning, "journal-btcusdt-writer"))
                    .matches("Cannot open " + journal + "/\\d+\\.tsv: NoSuchFileException\\. .*")
                    .contains("Free the disk or mend its permissions");
            assertThat(source).isNotDone();
            Files.move(away, journal);
            assertThat(source).succeedsWithin(LIMIT);
            cleaning.awaitCommitted(100);
            awaitUp(cleaning, "journal-btcusdt-writer");
        }
        holdsWhatTheJournalGives(100);
    }

    @Test
    void aDamagedJournalIsSaidByTheHealthOfItsReader() throws Exception {
        try (Cleaning cleaning = new Cleaning(data).start()) {
            cleaning.keep(Kept.trades(0, 10));
            cleaning.awaitCommitted(10);
            Path segment = Segment.of(data.resolve("journal/btcusdt")).get(0).path();
            Files.writeString(segment, "no line of a journal\n", java.nio.file.StandardOpenOption.APPEND);
            assertThat(awaitDown(cleaning, "journal-btcusdt-btcusdt-clean"))
                    .startsWith("Damaged journal " + segment + ", behind frame 10: ");
        }
        assertThat(Cleaning.rows(data)).hasSize(9);
    }
}
