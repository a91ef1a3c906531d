package dev.wadi.disk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ProcessLockTest {

    private static final int REFUSED = 7;

    @TempDir
    Path directory;

    /** Another process that asks for the lock. */
    static final class Other {
        public static void main(String[] file) throws IOException {
            System.exit(ProcessLock.attempt(Path.of(file[0])) == null ? REFUSED : 0);
        }
    }

    private int otherProcess(Path file) throws Exception {
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        Other.class.getName(),
                        file.toString())
                .inheritIO()
                .start();
        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        return process.exitValue();
    }

    @Test
    void anAttemptOfTheSameProcessTakesNothingAwayFromTheHolder() throws Exception {
        Path file = directory.resolve("lock");
        try (ProcessLock held = ProcessLock.take(file, "It")) {
            assertThat(ProcessLock.attempt(file)).isNull();
            assertThat(ProcessLock.attempt(directory.resolve("../" + directory.getFileName() + "/lock")))
                    .isNull();
            assertThatThrownBy(() -> ProcessLock.take(file, "It"))
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining("It is in use by another route of this program");
            assertThat(otherProcess(file)).isEqualTo(REFUSED);
            assertThat(held).isNotNull();
        }
    }

    @Test
    void aLockThatWasGivenUpCanBeTakenByAnyProcess() throws Exception {
        Path file = directory.resolve("lock");
        ProcessLock.take(file, "It").close();
        assertThat(otherProcess(file)).isZero();
        ProcessLock.take(file, "It").close();
    }
}
