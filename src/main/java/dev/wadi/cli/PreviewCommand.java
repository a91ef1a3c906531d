package dev.wadi.cli;

import dev.wadi.edit.Made;
import dev.wadi.edit.Rehearsal;
import dev.wadi.feed.FeedEndpoint;
import dev.wadi.file.BatchListener;
import dev.wadi.journal.JournalEndpoint;
import dev.wadi.journal.Replay;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.apache.camel.Endpoint;
import org.apache.camel.Route;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Shows raw frames beside the rows that the routes make of them, and writes nothing. */
@Command(
        name = "preview",
        description = "Show raw frames beside the rows made of them. Writes nothing.",
        mixinStandardHelpOptions = true)
public final class PreviewCommand implements Callable<Integer> {

    @Mixin
    private Options options;

    @Option(
            names = "--rows",
            paramLabel = "N",
            defaultValue = "20",
            description = "End after so many frames with a row or a reason. Default: ${DEFAULT-VALUE}.")
    private int rows;

    @Option(
            names = "--for",
            paramLabel = "TIME",
            converter = RunCommand.Time.class,
            description = "End after this time, as in 15s or 10m.")
    private Duration limit;

    @Option(
            names = "--from",
            paramLabel = "JOURNAL",
            description = "Read these kept frames, a journal's name or directory, and connect to nothing.")
    private String journal;

    @Option(names = "--json", description = "Print JSON lines in place of a table.")
    private boolean json;

    @Override
    public Integer call() throws Exception {
        PreviewLines lines = json ? new PreviewLines.Json(System.out) : new PreviewLines.Table(System.out);
        CountDownLatch left = new CountDownLatch(rows);
        try (Rehearsal rehearsal = new Rehearsal(options::main, null)) {
            rehearsal.context().getRegistry().bind("wadiPreview", listener(lines, left));
            String problem = journal == null ? live(rehearsal, left) : kept(rehearsal, left);
            if (problem != null) {
                System.err.println("wadi: " + problem);
                return left.getCount() == rows ? 3 : 1;
            }
        }
        return 0;
    }

    private static BatchListener listener(PreviewLines lines, CountDownLatch left) {
        return batch -> {
            for (Made made : Made.of(batch)) {
                if (left.getCount() > 0) {
                    lines.print(made);
                    left.countDown();
                }
            }
        };
    }

    private String kept(Rehearsal rehearsal, CountDownLatch left) throws Exception {
        Path directory = KeptJournal.find(journal, options);
        Route reader = rehearsal.loadReader(
                options.routeFiles(), directory.getFileName().toString());
        return rehearsal.take(Replay.of(directory, 1, Long.MAX_VALUE), List.of(reader), () -> left.getCount() == 0);
    }

    private String live(Rehearsal rehearsal, CountDownLatch left) throws Exception {
        for (var file : options.routeFiles()) {
            rehearsal.load(file);
        }
        start(rehearsal, JournalEndpoint.class);
        start(rehearsal, FeedEndpoint.class);
        Feeds feeds = new Feeds(rehearsal.context());
        long begin = System.nanoTime();
        while (!left.await(50, TimeUnit.MILLISECONDS)) {
            feeds.look();
            boolean over = limit != null && System.nanoTime() - begin > limit.toNanos();
            if (over || feeds.haveGivenUp()) {
                return feeds.received() == 0 ? "no frame came. " + feeds.problem() : null;
            }
        }
        return null;
    }

    private static void start(Rehearsal rehearsal, Class<? extends Endpoint> from) throws Exception {
        for (Route route : rehearsal.routesFrom(from)) {
            rehearsal.context().getRouteController().startRoute(route.getId());
        }
    }
}
