package dev.wadi.testing;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** The packaged program, in a process of its own, started in a directory that is the test's. */
public final class Program {

    private static final Path HOME = Path.of("").toAbsolutePath();

    private final Path work;

    public Program(Path work) {
        this.work = work;
    }

    /** Starts it; what it prints goes to the file printed.log. */
    public Process start(String... arguments) throws IOException {
        return start(List.of(), arguments);
    }

    /** Starts it with these options of the JVM. */
    public Process start(List<String> options, String... arguments) throws IOException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(options);
        if (Runtime.version().feature() >= 24) {
            // as the launcher does: Java 24 warns of what Netty does in every Java
            command.add("--sun-misc-unsafe-memory-access=allow");
        }
        command.addAll(List.of(
                "-Xmx256m",
                "-Duser.timezone=UTC",
                "-Dwadi.home=" + HOME,
                "-cp",
                HOME + "/target/*:" + HOME + "/target/lib/*",
                "dev.wadi.Wadi"));
        command.addAll(List.of(arguments));
        return new ProcessBuilder(command)
                .directory(work.toFile())
                .redirectErrorStream(true)
                .redirectOutput(work.resolve("printed.log").toFile())
                .start();
    }

    /** What the last start has printed so far. */
    public String printed() throws IOException {
        return Files.readString(work.resolve("printed.log"));
    }

    /** Runs it to its end, which must have this exit code, and returns what it printed. */
    public String run(int expectedCode, String... arguments) throws Exception {
        Process process = start(arguments);
        boolean ended = process.waitFor(60, TimeUnit.SECONDS);
        process.destroyForcibly();
        assertThat(ended).as("ended within 60 s; it printed: %s", printed()).isTrue();
        assertThat(process.exitValue()).as(printed()).isEqualTo(expectedCode);
        return printed();
    }

    /** The only file in this directory, a finished one. */
    public Path only(String directory) throws IOException {
        try (Stream<Path> files = Files.list(work.resolve(directory))) {
            List<Path> found = files.toList();
            assertThat(found).hasSize(1);
            assertThat(found.get(0).toString()).doesNotEndWith(".part");
            return found.get(0);
        }
    }
}
