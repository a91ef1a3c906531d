package dev.wadi.cli;

import dev.wadi.edit.Rehearsal;
import dev.wadi.edit.RowComparison;
import dev.wadi.file.BatchListener;
import dev.wadi.journal.JournalConsumer;
import dev.wadi.journal.JournalReader;
import dev.wadi.journal.Replay;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.LongAdder;
import java.util.stream.Stream;
import org.apache.camel.Route;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Takes kept frames through the clean route again, as fast as it goes, into a directory of its own. */
@Command(
        name = "replay",
        description = {
            "Clean kept frames again, into a fresh directory.",
            "The same route makes the same files, to the byte. What routes send elsewhere is not sent."
        },
        mixinStandardHelpOptions = true)
public final class ReplayCommand implements Callable<Integer> {

    @Mixin
    private Options options;

    @Parameters(paramLabel = "JOURNAL", description = "A journal of the data directory, or the directory of one.")
    private String journal;

    @Option(names = "--out", required = true, paramLabel = "DIR", description = "Where the files go; made, or empty.")
    private Path out;

    @Option(
            names = "--from",
            paramLabel = "TIME",
            converter = UtcTime.class,
            description = "Only frames received at or after this time, in UTC, as in 2026-11-24T02:50.")
    private Instant from;

    @Option(
            names = "--to",
            paramLabel = "TIME",
            converter = UtcTime.class,
            description = "Only frames received before this time.")
    private Instant to;

    @Option(
            names = "--compare",
            paramLabel = "DIR",
            description = "Say which rows differ from those in this data directory; exit 1 if any do.")
    private Path compare;

    private final PrintStream console = System.out;
    private final LongAdder rows = new LongAdder();
    private final LongAdder rejects = new LongAdder();

    @Override
    public Integer call() throws Exception {
        Path directory = KeptJournal.find(journal, options);
        if (compare != null && !Files.isDirectory(compare)) {
            throw new UsageException(
                    compare.toAbsolutePath() + " is no directory: --compare names one with CSV files.");
        }
        if (isFilled(out)) {
            throw new UsageException(out.toAbsolutePath() + " holds files: --out names a fresh directory.");
        }
        long end = JournalReader.end(directory);
        long begin;
        try (Rehearsal rehearsal =
                new Rehearsal(options::main, out.toAbsolutePath().normalize())) {
            rehearsal.context().getRegistry().bind("wadiReplayed", listener());
            Route reader;
            try {
                reader = rehearsal.loadReader(
                        options.routeFiles(), directory.getFileName().toString());
            } catch (IllegalArgumentException none) {
                throw new UsageException(none.getMessage());
            }
            begin = System.nanoTime();
            Progress progress = new Progress(console, end, begin);
            String problem = rehearsal.take(
                    new Replay(directory, 1, end, from, to),
                    List.of(reader),
                    () -> progress.show(((JournalConsumer) reader.getConsumer()).next() - 1, rows.sum()));
            progress.clear();
            if (problem != null) {
                System.err.println("wadi: " + problem);
                return 1;
            }
        }
        double seconds = (System.nanoTime() - begin) / 1e9;
        long frames = rows.sum() + rejects.sum();
        console.printf(
                "Replayed %,d frames in %.1f s (%,.0f a second): %,d rows, %,d turned away; files under %s%n",
                frames,
                seconds,
                frames / seconds,
                rows.sum(),
                rejects.sum(),
                out.toAbsolutePath().normalize());
        return compare == null ? 0 : compare();
    }

    private BatchListener listener() {
        return batch -> {
            rows.add(batch.rows().size());
            rejects.add(batch.rejects().size());
        };
    }

    private static boolean isFilled(Path directory) throws IOException {
        if (!Files.exists(directory)) {
            return false;
        }
        try (Stream<Path> files = Files.list(directory)) {
            return files.findAny().isPresent();
        }
    }

    private int compare() throws IOException {
        RowComparison comparison = RowComparison.of(compare, out);
        if (comparison.isSame()) {
            console.printf("The same as in %s: %,d rows.%n", compare, comparison.same());
            return 0;
        }
        console.printf(
                "Against %s: %,d rows are the same, %,d changed, %,d added, %,d gone.%n",
                compare, comparison.same(), comparison.changed(), comparison.added(), comparison.gone());
        for (RowComparison.Change change : comparison.first()) {
            if (change.before() != null) {
                console.println("- " + Terminal.safe(change.before()));
            }
            if (change.now() != null) {
                console.println("+ " + Terminal.safe(change.now()));
            }
        }
        return 1;
    }
}
