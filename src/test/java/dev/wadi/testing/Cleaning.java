package dev.wadi.testing;

import static org.awaitility.Awaitility.await;

import dev.wadi.frame.Frame;
import dev.wadi.frame.Kind;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.apache.camel.ProducerTemplate;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.PluginHelper;
import org.apache.camel.support.ResourceHelper;

/** The shipped clean route over a journal that the test writes, in this process. */
public final class Cleaning implements AutoCloseable {

    private static final Path ROUTE = Path.of("routes/btcusdt-clean.camel.yaml");

    private final Path data;
    private final DefaultCamelContext context = new DefaultCamelContext();
    private final ProducerTemplate template = context.createProducerTemplate();
    private final Properties options = new Properties();
    private String journalOptions = "";
    private String route = Files.readString(ROUTE);
    private long nanos = Frame.nanos(Instant.parse("2026-11-24T10:00:00Z"));

    /** The route as it is shipped; {@link #start()} starts it. */
    public Cleaning(Path data) throws IOException {
        this.data = data;
        try (InputStream shipped = Files.newInputStream(Path.of("application.properties"))) {
            options.load(shipped);
        }
        options.setProperty("wadi.data.dir", data.toString());
        options.setProperty("wadi.batch.interval", "20");
        context.getShutdownStrategy().setTimeout(10);
    }

    /** With this option. */
    public Cleaning with(String option, Object value) {
        options.setProperty(option, value.toString());
        return this;
    }

    /** With this step before the line of the route. */
    public Cleaning before(String line, Processor step) {
        return before(
                line, line.substring(0, line.length() - line.stripLeading().length()), step);
    }

    /** With this step, indented so, before the line of the route. */
    public Cleaning before(String line, String indent, Processor step) {
        int at = route.indexOf(line);
        String name = "step" + at;
        context.getRegistry().bind(name, step);
        return edit(line, indent + "- process: { ref: " + name + " }\n" + line);
    }

    /** With this edit of the route. */
    public Cleaning edit(String found, String replacement) {
        if (!route.contains(found)) {
            throw new IllegalArgumentException("the route has no " + found);
        }
        route = route.replace(found, replacement);
        return this;
    }

    /** With these options of the journal that it writes, as they stand in a URI. */
    public Cleaning journalOptions(String more) {
        journalOptions = more;
        return this;
    }

    public Cleaning start() throws Exception {
        context.getPropertiesComponent().setInitialProperties(options);
        PluginHelper.getRoutesLoader(context).loadRoutes(ResourceHelper.fromString("clean.camel.yaml", route));
        context.start();
        return this;
    }

    public DefaultCamelContext context() {
        return context;
    }

    /** Puts messages into the journal, one millisecond apart. */
    public void keep(List<String> messages) {
        for (String message : messages) {
            keep(Kind.TEXT, message);
        }
    }

    /** Puts a frame into the journal. */
    public void keep(Kind kind, Object payload) {
        nanos += 1_000_000;
        Exchange sent = template.send(
                "journal:btcusdt?directory=" + data.resolve("journal") + journalOptions,
                exchange -> new Frame(1, 0, 1, 1, nanos, kind, payload, null).into(exchange));
        if (sent.getException() != null) {
            throw new IllegalStateException(sent.getException());
        }
    }

    /** The first frame is received one millisecond after this time; by default on a day of 2026. */
    public Cleaning at(Instant time) {
        nanos = Frame.nanos(time);
        return this;
    }

    /** When the last frame was received. */
    public Instant time() {
        return Instant.EPOCH.plusNanos(nanos);
    }

    /** Time goes on: later frames are received that much later. */
    public void pass(Duration time) {
        nanos += time.toNanos();
    }

    /** Waits until the committed position is this one. */
    public void awaitCommitted(long position) {
        await().atMost(Duration.ofSeconds(30)).until(() -> committed(data) >= position);
    }

    /** Waits until so many rows are written. */
    public void awaitRows(int count) {
        // a file may be given its name while it is looked at
        await().atMost(Duration.ofSeconds(30))
                .ignoreExceptions()
                .until(() -> rows(data).size() >= count);
    }

    /** The last committed position; 0 for none. */
    public static long committed(Path data) throws IOException {
        Path commits = data.resolve("journal/btcusdt/readers/btcusdt-clean.commits");
        if (!Files.exists(commits)) {
            return 0;
        }
        List<String> lines = Files.readAllLines(commits);
        for (int i = lines.size() - 1; i >= 0; i--) {
            if (lines.get(i).startsWith("{\"position\":")) {
                return Long.parseLong(lines.get(i).replaceAll("^\\{\"position\":(\\d+).*", "$1"));
            }
        }
        return 0;
    }

    /** All rows of the CSV files, open ones included, in the order of the files' positions, without headers. */
    public static List<String> rows(Path data) throws IOException {
        return rows(data, "csv");
    }

    /** All rows of the CSV files in this directory of the data. */
    public static List<String> rows(Path data, String directory) throws IOException {
        return lines(data.resolve(directory), true);
    }

    /** All lines of the rejects. */
    public static List<String> rejects(Path data) throws IOException {
        return lines(data.resolve("rejects"), false);
    }

    private static List<String> lines(Path directory, boolean header) throws IOException {
        TreeMap<Long, Path> files = new TreeMap<>();
        if (Files.exists(directory)) {
            try (Stream<Path> list = Files.list(directory)) {
                list.forEach(file -> files.put(
                        Long.parseLong(file.getFileName().toString().replaceAll(".*-(\\d+)\\.[a-z.]+$", "$1")), file));
            }
        }
        List<String> lines = new ArrayList<>();
        for (Path file : files.values()) {
            List<String> all = Files.readAllLines(file);
            lines.addAll(header ? all.subList(Math.min(1, all.size()), all.size()) : all);
        }
        return lines;
    }

    /** Every file under a directory, by its name, with its content. */
    public static Map<String, String> files(Path directory) throws IOException {
        Map<String, String> files = new TreeMap<>();
        try (Stream<Path> list = Files.walk(directory)) {
            for (Path file : list.filter(Files::isRegularFile).toList()) {
                files.put(directory.relativize(file).toString(), Files.readString(file));
            }
        }
        return files;
    }

    @Override
    public void close() {
        context.stop();
    }
}
