package dev.wadi.disk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class ProcessLockTest {

    @TempDir
    Path directory;

    /** Another process, which tries to take the lock: its exit code says whether it could. */
    static final class Rival {

        private Rival() {}

        public static void main(String[] arguments) throws IOException {
            System.exit(ProcessLock.attempt(Path.of(arguments[0])) == null ? 1 : 0);
        }
    }

    private boolean isFreeForAnother(Path lock) throws Exception {
        Process rival = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        Rival.class.getName(),
                        lock.toString())
                .inheritIO()
                .start();
        assertThat(rival.waitFor(30, TimeUnit.SECONDS)).isTrue();
        return rival.exitValue() == 0;
    }

    @Test
    void anotherProcessIsRefusedAlsoWhenThisOneHasAskedForTheLockAgain() throws Exception {
        Path file = directory.resolve("lock");
        try (ProcessLock held = ProcessLock.take(file, "It")) {
            assertThat(held).isNotNull();
            assertThat(ProcessLock.attempt(file)).isNull();
            assertThat(ProcessLock.attempt(directory.resolve("../" + directory.getFileName() + "/lock")))
                    .as("the same file by another path")
                    .isNull();
            assertThatThrownBy(() -> ProcessLock.take(file, "It"))
                    .hasMessageStartingWith("It is in use by another route of this program");
            assertThat(isFreeForAnother(file)).isFalse();
        }
        assertThat(isFreeForAnother(file)).isTrue();
    }

    @Test
    void theLockOfADeadProcessIsTakenOver() throws Exception {
        Path file = directory.resolve("lock");
        assertThat(isFreeForAnother(file)).as("it took the lock and died").isTrue();
        assertThat(Files.readString(file)).isNotEqualTo(ProcessHandle.current().pid() + "\n");
        try (ProcessLock taken = ProcessLock.take(file, "It")) {
            assertThat(taken).isNotNull();
            assertThat(Files.readString(file)).isEqualTo(ProcessHandle.current().pid() + "\n");
        }
    }
}
