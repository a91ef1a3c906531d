package dev.wadi.cli;

import dev.wadi.feed.FeedEndpoint;
import dev.wadi.feed.FeedStatus;
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
        } catch (UsageException e) {
            System.err.println("wadi: " + e.getMessage());
            code = 2;
        } catch (Exception e) {
            System.err.println("wadi: " + Sentences.of(e));
            if (!Sentences.isOfFiles(e)) {
                System.err.println("wadi: './wadi check' tells the file and line.");
            }
            code = 1;
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
        Path routes = options.routes();
        CheckCommand.files(routes);
        Main main = options.main();
        main.configure().setRoutesIncludePattern("file:" + routes + "/*.camel.yaml");
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
        List<FeedEndpoint> feeds;
        List<JournalConsumer> readers;
        String reason;
        try {
            main.start();
            feeds = context.getRoutes().stream()
                    .filter(route -> context.getRouteController()
                            .getRouteStatus(route.getRouteId())
                            .isStarted())
                    .map(Route::getEndpoint)
                    .filter(FeedEndpoint.class::isInstance)
                    .map(FeedEndpoint.class::cast)
                    .toList();
            readers = context.getRoutes().stream()
                    .map(Route::getConsumer)
                    .filter(JournalConsumer.class::isInstance)
                    .map(JournalConsumer.class::cast)
                    .toList();
            feeds.forEach(feed -> out.println("Recording " + feed.shownUrl()
                    + (limit == null ? "; Ctrl-C ends it." : " for " + limit.toMillis() / 1000.0 + " s.")));
            out.println("Data under " + data(context) + ".");
            await(feeds);
            reason = feeds.stream()
                    .map(feed -> feed.status().problem())
                    .filter(problem -> problem != null)
                    .findFirst()
                    .orElse("connected, but no data came: wrong stream name, or retired URL?");
        } finally {
            main.stop();
        }
        long received = feeds.stream().mapToLong(feed -> feed.status().frames()).sum();
        if (received == 0 && limit != null) {
            System.err.println("wadi: no frame came. " + reason);
            return 3;
        }
        out.println("Connection closed.");
        long pending = readers.stream().mapToLong(JournalConsumer::pending).sum();
        summary.print(out, received, pending);
        return 0;
    }

    private void await(List<FeedEndpoint> feeds) throws InterruptedException {
        Instant begin = Instant.now();
        while (!asked.await(LOOK_MILLIS, TimeUnit.MILLISECONDS)) {
            Instant from = feeds.stream()
                    .map(FeedEndpoint::status)
                    .map(FeedStatus::firstOpened)
                    .filter(opened -> opened != null)
                    .min(Instant::compareTo)
                    .orElse(begin);
            if (limit != null && Instant.now().isAfter(from.plus(limit))) {
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
