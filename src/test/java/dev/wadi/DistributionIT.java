package dev.wadi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.wadi.testing.FrameServer;
import dev.wadi.testing.Kept;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * The packed distribution: unpacked where the path holds a space, not writable for who runs it (user nobody, where the
 * tests run as root), with nothing of the build's tools on the path.
 */
@Timeout(180)
class DistributionIT {

    private static final List<String> TOOLS = List.of("dirname", "readlink", "sed", "head");
    private static final String LAST_STEP = "uri: rolling-file:btcusdt";

    @TempDir
    Path work;

    private Path home;
    private Path tools;
    private Path data;

    @BeforeEach
    void unpack() throws Exception {
        Path packed;
        try (Stream<Path> files = Files.list(Path.of("target"))) {
            packed = files.filter(file -> file.toString().endsWith(".tar.gz"))
                    .findFirst()
                    .orElseThrow();
        }
        Path place = Files.createDirectory(work.resolve("a place"));
        run("tar", "-xzf", packed.toAbsolutePath().toString(), "-C", place.toString());
        try (Stream<Path> unpacked = Files.list(place)) {
            home = unpacked.findFirst().orElseThrow();
        }
        tools = Files.createDirectory(work.resolve("tools"));
        for (String tool : TOOLS) {
            Files.copy(Path.of("/usr/bin", tool), tools.resolve(tool), StandardCopyOption.COPY_ATTRIBUTES);
        }
        data = Files.createDirectory(work.resolve("data elsewhere"));
        Files.setPosixFilePermissions(work, PosixFilePermissions.fromString("rwxr-xr-x"));
        Files.setPosixFilePermissions(data, PosixFilePermissions.fromString("rwxrwxrwx"));
    }

    private static void run(String... command) throws Exception {
        assertThat(new ProcessBuilder(command).inheritIO().start().waitFor()).isZero();
    }

    @Test
    void runsWhereItCannotWriteAndKeepsItsDataElsewhere() throws Exception {
        readOnly();
        try (FrameServer server = sending(100)) {
            String printed = wadi(0, "run", "--rows", "90", "--set", "wadi.feed.url=" + server.url("/"));
            assertThat(printed).contains("100 frames", "90 after", data.toString());
        }
        assertThat(Kept.in(data).numbers()).hasSize(100);
        Kept.in(data).assertWritten(data);
    }

    @Test
    void aRouteCanSendItsRowsToAComponentWhoseJarIsPutIntoLibExt() throws Exception {
        Path route = home.resolve("routes/btcusdt-clean.camel.yaml");
        String text = Files.readString(route);
        assertThat(text).contains(LAST_STEP);
        text = text.substring(0, text.indexOf(LAST_STEP)) + "uri: stream:file\n"
                + "                  parameters: { fileName: \"{{wadi.data.dir}}/rows.txt\" }\n";
        Files.writeString(route, text);
        try (FrameServer server = sending(100)) {
            String set = "wadi.feed.url=" + server.url("/");
            assertThat(wadi(1, "run", "--set", set))
                    .contains("no component 'stream'", "Put camel-stream-4.", home + "/lib/ext");

            try (Stream<Path> jars = Files.list(Path.of("target/ext"))) {
                for (Path jar : jars.toList()) {
                    Files.copy(jar, home.resolve("lib/ext").resolve(jar.getFileName()));
                }
            }
            readOnly();
            Process process = start("run", "--set", set);
            Path rows = data.resolve("rows.txt");
            await().atMost(Duration.ofSeconds(60))
                    .until(() -> Files.exists(rows) && Files.readString(rows).contains("N99"));
            process.toHandle().descendants().forEach(ProcessHandle::destroy);
            process.toHandle().destroy();
            assertThat(process.waitFor(20, TimeUnit.SECONDS)).isTrue();
        }
    }

    private static FrameServer sending(int count) throws IOException {
        return FrameServer.sending(
                LongStream.range(0, count).mapToObj(Kept::trade).toList());
    }

    private void readOnly() throws Exception {
        run("chmod", "-R", "a-w", home.toString());
    }

    /** Runs it to its end, which must have this exit code, and returns what it printed. */
    private String wadi(int code, String... arguments) throws Exception {
        Process process = start(arguments);
        boolean ended = process.waitFor(60, TimeUnit.SECONDS);
        process.descendants().forEach(ProcessHandle::destroyForcibly);
        process.destroyForcibly();
        String printed = Files.readString(work.resolve("printed.log"));
        assertThat(ended).as("ended within 60 s; it printed %s", printed).isTrue();
        assertThat(process.exitValue()).as(printed).isEqualTo(code);
        return printed;
    }

    private Process start(String... arguments) throws IOException {
        List<String> command = new ArrayList<>();
        if (System.getProperty("user.name").equals("root")) {
            command.addAll(List.of("/usr/sbin/runuser", "-u", "nobody", "--"));
        }
        command.add(home.resolve("wadi").toString());
        command.addAll(List.of(arguments));
        ProcessBuilder builder = new ProcessBuilder(command)
                .directory(data.toFile())
                .redirectErrorStream(true)
                .redirectOutput(work.resolve("printed.log").toFile());
        builder.environment().clear();
        builder.environment().put("PATH", tools.toString());
        builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
        builder.environment().put("WADI_DATA_DIR", data.toString());
        return builder.start();
    }
}
