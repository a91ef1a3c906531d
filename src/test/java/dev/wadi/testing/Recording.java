package dev.wadi.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The packaged program with the shipped routes, recording a {@link TradeServer}, in as many processes as it takes. */
public final class Recording implements AutoCloseable {

    private static final Duration LIMIT = Duration.ofSeconds(60);

    private final Path routes;
    private final Path data;
    private final Program program;
    private final TradeServer server;
    private final List<String> options = new ArrayList<>();
    private Process process;

    /** @param work where the program is started: its data and what it prints are there */
    public Recording(Path work, int framesPerSecond) throws IOException {
        program = new Program(work);
        data = work.resolve("data");
        routes = Files.createDirectory(work.resolve("routes"));
        for (String name : List.of("btcusdt-capture.camel.yaml", "btcusdt-clean.camel.yaml")) {
            Files.copy(Path.of("routes", name), routes.resolve(name));
        }
        server = new TradeServer(framesPerSecond);
        with("wadi.feed.url", server.url()).with("wadi.batch.interval", 50);
    }

    /** With this option, from the next start on. */
    public Recording with(String option, Object value) {
        options.add("--set=" + option + "=" + value);
        return this;
    }

    /** With this edit of the clean route, from the next start on. */
    public Recording edit(String found, String replacement) throws IOException {
        Path clean = routes.resolve("btcusdt-clean.camel.yaml");
        String text = Files.readString(clean);
        assertThat(text).contains(found);
        Files.writeString(clean, text.replace(found, replacement));
        return this;
    }

    public Process start(String... jvmOptions) throws IOException {
        List<String> arguments = new ArrayList<>(List.of("run", "--routes=" + routes));
        arguments.addAll(options);
        process = program.start(List.of(jvmOptions), arguments.toArray(String[]::new));
        return process;
    }

    public TradeServer server() {
        return server;
    }

    public Path data() {
        return data;
    }

    /** What the last start has printed so far. */
    public String printed() throws IOException {
        return program.printed();
    }

    /** Waits until the last start has printed this so many times. */
    public void awaitPrinted(String text, int times) {
        await().atMost(LIMIT).until(() -> printed().split(Pattern.quote(text), -1).length > times);
    }

    /** Nothing more is sent; starts the program once more and has all that is kept cleaned. */
    public void finish() throws Exception {
        finish(start());
    }

    /** Nothing more is sent; has all that is kept cleaned by the running program, which then ends in order. */
    public void finish(Process process) throws Exception {
        awaitPrinted("Data under", 1);
        server.fallSilent();
        awaitCleaned();
        process.toHandle().destroy();
        assertThat(process.waitFor(LIMIT.toSeconds(), TimeUnit.SECONDS)).isTrue();
        assertThat(process.exitValue()).as(printed()).isZero();
    }

    private record Look(long committed, boolean all) {}

    /** Waits until all that is kept is cleaned; how long that takes is the machine's affair, as long as it goes on. */
    private void awaitCleaned() {
        Look last = new Look(-1, false);
        while (!last.all()) {
            long before = last.committed();
            // a file may be renamed or half written while it is looked at
            last = await().atMost(LIMIT)
                    .ignoreExceptions()
                    .until(this::look, look -> look.all() || look.committed() > before);
        }
    }

    private Look look() throws IOException {
        long committed = Cleaning.committed(data);
        return new Look(committed, committed >= Kept.endOf(data).lastMessage());
    }

    /** The journal is whole, and the files, all of them finished, hold what it gives. */
    public Kept verify() throws IOException {
        Kept kept = Kept.in(data);
        kept.assertWhole();
        assertThat(kept.numbers()).isSorted().doesNotHaveDuplicates();
        kept.assertWritten(data);
        try (Stream<Path> files = Files.list(data.resolve("csv"))) {
            assertThat(files).noneMatch(file -> file.toString().endsWith(".part"));
        }
        return kept;
    }

    @Override
    public void close() throws IOException {
        if (process != null) {
            process.destroyForcibly();
        }
        server.close();
    }
}
