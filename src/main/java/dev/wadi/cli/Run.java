package dev.wadi.cli;

import dev.wadi.edit.Edits;
import dev.wadi.edit.RouteFile;
import dev.wadi.edit.RunningRoutes;
import dev.wadi.journal.JournalConsumer;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.apache.camel.CamelContext;
import org.apache.camel.Route;
import org.apache.camel.main.Main;

/** One run of the routes: from the opening to the summary. SIGINT and SIGTERM end it in order. */
final class Run implements Callable<Integer> {

    private static final long LOOK_MILLIS = 50;

    private final Options options;
    private final Duration limit;
    private final Long rows;
    private final PrintStream out = System.out;
    private final CountDownLatch asked = new CountDownLatch(1);
    private final CountDownLatch ended = new CountDownLatch(1);
    private int code;

    /**
     * @param limit how long to run from the first connection; null without end
     * @param rows how many rows to end after; null without end
     */
    Run(Options options, Duration limit, Long rows) {
        this.options = options;
        this.limit = limit;
        this.rows = rows;
    }

    @Override
    public Integer call() throws Exception {
        Thread hook = new Thread(this::endInOrder, "wadi-stop");
        Runtime.getRuntime().addShutdownHook(hook);
        try {
            code = run();
        } catch (Exception e) {
            code = Failures.said(e);
        } finally {
            ended.countDown();
        }
        return code;
    }

    /** A signal came: the run ends as at any other end, and the exit code is its own, not the signal's. */
    private void endInOrder() {
        asked.countDown();
        try {
            ended.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        out.flush();
        Runtime.getRuntime().halt(code);
    }

    private int run() throws Exception {
        List<RouteFile> files = options.routeFiles();
        Main main = options.main();
        main.init();
        CamelContext context = main.getCamelContext();
        Summary summary = new Summary();
        context.getRegistry().bind("wadiSummary", summary);
        context.getRegistry()
                .bind(
                        "wadiConsole",
                        new Console(
                                out,
                                Boolean.getBoolean("wadi.terminal"),
                                template(context, "wadi.console.row"),
                                template(context, "wadi.console.reject")));
        if (rows != null) {
            summary.onWritten(() -> {
                if (summary.rows() >= rows) {
                    asked.countDown();
                }
            });
        }
        Feeds feeds = new Feeds(context);
        List<JournalConsumer> readers;
        boolean givenUp;
        try {
            RunningRoutes running = new RunningRoutes(context);
            try {
                running.load(files);
                main.start();
            } catch (Exception failed) {
                if (asked.getCount() == 0) {
                    return 0; // a signal came while it started
                }
                throw failed;
            }
            feeds.look();
            feeds.urls()
                    .forEach(url -> out.println("Recording " + url
                            + (limit == null ? "; Ctrl-C ends it." : " for " + limit.toMillis() / 1000.0 + " s.")));
            out.println("Data under " + data(context) + ".");
            Edits edits = new Edits(running, options.routes(), options.properties(), options::main, new EditLines(out));
            edits.start();
            await(feeds);
            givenUp = feeds.haveGivenUp();
            edits.stop();
            readers = context.getRoutes().stream()
                    .map(Route::getConsumer)
                    .filter(JournalConsumer.class::isInstance)
                    .map(JournalConsumer.class::cast)
                    .toList();
        } finally {
            main.stop();
        }
        if (feeds.received() == 0 && limit != null) {
            System.err.println("wadi: no frame came. " + feeds.problem());
            return 3;
        }
        out.println("Connection closed.");
        long pending = readers.stream().mapToLong(JournalConsumer::pending).sum();
        List<Path> journals = readers.stream()
                .map(reader -> reader.getEndpoint().path())
                .distinct()
                .toList();
        summary.print(out, feeds.received(), journals, pending);
        if (givenUp) {
            System.err.println("wadi: ended, since no feed goes on. " + feeds.problem());
            return 3;
        }
        return 0;
    }

    private void await(Feeds feeds) throws InterruptedException {
        Instant begin = Instant.now();
        while (!asked.await(LOOK_MILLIS, TimeUnit.MILLISECONDS)) {
            feeds.look();
            boolean over = limit != null
                    && Instant.now().isAfter(feeds.firstOpened().orElse(begin).plus(limit));
            if (over || feeds.haveGivenUp()) {
                return;
            }
        }
    }

    private static Path data(CamelContext context) {
        return Path.of(context.getPropertiesComponent()
                        .resolveProperty("wadi.data.dir")
                        .orElse("data"))
                .toAbsolutePath()
                .normalize();
    }

    private static LineTemplate template(CamelContext context, String key) {
        return new LineTemplate(
                context.getPropertiesComponent().resolveProperty(key).orElse(""));
    }
}
