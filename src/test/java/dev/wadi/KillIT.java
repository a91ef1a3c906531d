package dev.wadi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.wadi.testing.Breakpoint;
import dev.wadi.testing.Kept;
import dev.wadi.testing.Recording;
import dev.wadi.testing.Stalls;
import dev.wadi.testing.TradeServer;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * kill -9 under a load of 20,000 frames a second, at random moments and inside each phase of the writing. Whenever it is
 * killed, the journal is whole and the output is what the journal gives.
 */
class KillIT {

    private static final int RANDOM_KILLS = Integer.getInteger("wadi.kills", 6);
    private static final int KILLS_IN_A_PHASE = 5;
    private static final Duration SETTLED = Duration.ofMillis(2500);
    private static final Duration LAG = Duration.ofMillis(250);
    private static final Duration TOLERATED = Duration.ofMillis(50);

    /** Where in the program a kill hits: on entering this method, at one of its first entries. */
    private enum Phase {
        JOURNAL_WRITE("dev.wadi.journal.JournalWriter", "flush", 200),
        CSV_WRITE("dev.wadi.file.OpenFile", "append", 60),
        COMMIT("dev.wadi.journal.CommitLog", "append", 40),
        BEFORE_RENAME("dev.wadi.disk.Durable", "rename", 3),
        AFTER_RENAME("dev.wadi.disk.Durable", "directory", 3),
        RECOVERY_OF_THE_JOURNAL("dev.wadi.journal.Recovery", "clear", 1),
        RECOVERY_OF_THE_FILES("dev.wadi.file.Roll", "restore", 2);

        private final String className;
        private final String method;
        private final int most;

        Phase(String className, String method, int most) {
            this.className = className;
            this.method = method;
            this.most = most;
        }
    }

    @TempDir
    Path work;

    private final Random random = new Random();
    private Recording recording;
    private TradeServer server;
    private Stalls stalls;

    @BeforeEach
    void serve() throws IOException {
        recording = new Recording(work, 20_000)
                .with("wadi.csv.roll.rows", 5000)
                .with("wadi.journal.segment.bytes", 1 << 20);
        server = recording.server();
        stalls = new Stalls(work);
    }

    @AfterEach
    void close() throws IOException {
        stalls.close();
        recording.close();
    }

    @Test
    void whateverAKillHitsTheOutputIsWhatTheJournalGives() throws Exception {
        for (Phase phase : Phase.values()) {
            for (int i = 0; i < KILLS_IN_A_PHASE; i++) {
                killIn(phase);
            }
        }
        for (int i = 0; i < RANDOM_KILLS; i++) {
            killAtRandom();
        }
        recording.finish();
        Kept kept = recording.verify();
        say("%d of %d trades that were sent are in the journal, %d rows, %d rejects"
                .formatted(
                        kept.numbers().size(),
                        server.sent(),
                        kept.rows().size(),
                        kept.rejected().size()));
    }

    @Test
    void withTheCommitDisabledTheHarnessFails() throws Exception {
        recording.edit("        drainTimeout:", "        from: end # no commit counts\n        drainTimeout:");
        for (int i = 0; i < 3; i++) {
            killAtRandom();
        }
        recording.finish(recording.start());
        assertThatThrownBy(recording::verify).isInstanceOf(AssertionError.class).hasMessageContaining("rows: ");
    }

    private void killIn(Phase phase) throws Exception {
        int times = 1 + random.nextInt(phase.most);
        try (Breakpoint breakpoint = new Breakpoint()) {
            Process process = recording.start(breakpoint.option());
            try {
                breakpoint.await(phase.className, phase.method, times);
            } finally {
                process.destroyForcibly().waitFor();
            }
        }
        say("killed in %s, entry %d, at trade %d".formatted(phase, times, server.sent()));
    }

    private void killAtRandom() throws Exception {
        long opened = server.openedAt();
        Process process = recording.start();
        await().atMost(Duration.ofSeconds(60)).until(() -> server.openedAt() != opened);
        boolean ended = process.waitFor(random.nextInt(4000), TimeUnit.MILLISECONDS);
        assertThat(ended).as(recording.printed()).isFalse();
        long killed = System.nanoTime();
        process.destroyForcibly().waitFor();

        Kept kept = Kept.endOf(recording.data());
        long end = kept.numbers().isEmpty()
                ? 0
                : 1 + kept.numbers().get(kept.numbers().size() - 1);
        Duration up = Duration.ofNanos(killed - server.openedAt());
        say("killed %d ms after the opening, the journal %d trades behind the server's counter"
                .formatted(up.toMillis(), server.sentBy(killed) - end));
        String late = stalls.between(killed - 4 * LAG.toNanos(), killed, TOLERATED);
        if (late != null) {
            say("how far it was behind says nothing: " + late);
        } else if (up.compareTo(SETTLED) > 0) {
            assertThat(end).as("trades in the journal").isGreaterThanOrEqualTo(server.sentBy(killed - LAG.toNanos()));
        }
    }

    private static void say(String line) {
        System.out.println(line);
    }
}
