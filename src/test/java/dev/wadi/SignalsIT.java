package dev.wadi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.wadi.testing.Program;
import dev.wadi.testing.Recording;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SignalsIT {

    @TempDir
    Path work;

    @Test
    void aProgramThatIsHaltedForHalfAMinuteGoesOnWithoutAHole() throws Exception {
        try (Recording recording = new Recording(work, 20_000)) {
            Process process = recording.start();
            await().atMost(Duration.ofSeconds(60))
                    .until(() -> recording.server().sent() > 20_000);
            signal(process, "STOP");
            assertThat(process.waitFor(30, TimeUnit.SECONDS)).isFalse();
            long held = recording.server().sent();
            signal(process, "CONT");
            await().atMost(Duration.ofSeconds(60))
                    .until(() -> recording.server().sent() > held + 20_000);
            recording.finish(process);
            List<Long> numbers = recording.verify().numbers();
            assertThat(numbers).hasSize((int) (numbers.get(numbers.size() - 1) + 1));
        }
    }

    @Test
    void aSecondProcessIsRefusedWithWhoHasTheJournal() throws Exception {
        try (Recording recording = new Recording(work, 1_000)) {
            Process process = recording.start();
            await().atMost(Duration.ofSeconds(60))
                    .until(() -> recording.server().sent() > 1_000);

            Path elsewhere = Files.createDirectory(work.resolve("second"));
            String printed = new Program(elsewhere).run(1, "run", "--set=wadi.data.dir=" + recording.data());

            assertThat(printed)
                    .contains(
                            "wadi: The journal "
                                    + recording.data().resolve("journal/btcusdt") + " is in use by process "
                                    + process.pid(),
                            "stop it first, or choose another name")
                    .doesNotContain("Exception");
            recording.finish(process);
            recording.verify();
        }
    }

    private static void signal(Process process, String signal) throws Exception {
        Process kill = new ProcessBuilder("kill", "-" + signal, Long.toString(process.pid()))
                .inheritIO()
                .start();
        assertThat(kill.waitFor(10, TimeUnit.SECONDS)).isTrue();
        assertThat(kill.exitValue()).isZero();
    }
}
