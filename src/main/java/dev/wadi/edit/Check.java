package dev.wadi.edit;

import dev.wadi.file.Batch;
import dev.wadi.file.BatchListener;
import dev.wadi.journal.JournalConsumer;
import dev.wadi.journal.JournalReader;
import dev.wadi.journal.Replay;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.apache.camel.main.Main;
import org.apache.camel.model.RouteDefinition;

/**
 * Finds out whether a route file is right without running it in earnest: it is loaded, its shape is looked at, and the
 * last kept frames are taken through it.
 */
public final class Check {

    /** How many of the last kept frames are tried. */
    private static final int TRIAL = 100;

    /**
     * What was found.
     *
     * @param routes the ids of the file's routes; empty where it could not be loaded
     * @param tests how many cases of the tests beside it were run
     * @param trial what became of the last kept frames
     */
    public record Report(List<Finding> findings, List<String> routes, int tests, Trial trial) {

        /** Whether it may run. */
        public boolean isRight() {
            return findings.stream().noneMatch(Finding::error);
        }
    }

    /**
     * What became of the last kept frames.
     *
     * @param frames how many there were
     * @param rows how many rows they gave
     * @param rejects how many were turned away
     * @param thrown on how many of those a step threw
     * @param reason why the first of them was turned away; null where none was
     * @param problem why it went no further; null where all frames are through
     * @param columns the names of the columns; empty where there are no rows
     */
    public record Trial(
            int frames, int rows, int rejects, int thrown, String reason, String problem, List<String> columns) {
        static final Trial NONE = new Trial(0, 0, 0, 0, null, null, List.of());
    }

    private final Supplier<Main> mains;

    /** @param mains makes a Camel Main with the program's options and no routes */
    public Check(Supplier<Main> mains) {
        this.mains = mains;
    }

    /** Checks a file and runs its tests. */
    public Report withTests(RouteFile file) throws Exception {
        Report report = of(file, null);
        if (!report.isRight() || !Files.exists(file.tests())) {
            return report;
        }
        List<Finding> findings = new ArrayList<>(report.findings());
        int tests = new RouteTests(mains).run(file, findings);
        return new Report(findings, report.routes(), tests, report.trial());
    }

    /**
     * Checks a new version of a file.
     *
     * @param before the version that runs, which is held to make rows of what can be made rows of; null for none
     */
    public Report of(RouteFile file, RouteFile before) throws Exception {
        List<Finding> findings = new ArrayList<>();
        List<String> routes = new ArrayList<>();
        Trial trial = Trial.NONE;
        if (isReadable(file, findings)) {
            try (Rehearsal rehearsal = new Rehearsal(file.switchedOn(mains), null)) {
                if (load(file, rehearsal, findings)) {
                    rehearsal.definitions().forEach(route -> routes.add(route.getId()));
                    trial = trial(rehearsal);
                    judge(file, before, rehearsal, trial, findings);
                }
            }
        }
        return new Report(findings, routes, 0, trial);
    }

    private static boolean isReadable(RouteFile file, List<Finding> findings) {
        String text = file.text();
        if (text.isBlank()) {
            findings.add(Finding.error(file.path(), 0, "the file is empty; a route is expected."));
        } else if (text.indexOf('\0') >= 0 || text.indexOf('\uFFFD') >= 0) {
            findings.add(Finding.error(file.path(), 0, "the file is no UTF-8 text; YAML is expected."));
        } else {
            return true;
        }
        return false;
    }

    private static boolean load(RouteFile file, Rehearsal rehearsal, List<Finding> findings) {
        try {
            rehearsal.load(file);
        } catch (Exception | StackOverflowError wrong) {
            findings.add(Finding.error(file.path(), Place.of(file, wrong), Sentences.of(wrong, rehearsal.context())));
            return false;
        }
        if (rehearsal.definitions().isEmpty()) {
            findings.add(Finding.error(file.path(), 0, "the file holds no route."));
            return false;
        }
        for (RouteDefinition route : rehearsal.definitions()) {
            RouteShape.findings(file, rehearsal.context(), route, findings);
        }
        return true;
    }

    private static Trial trial(Rehearsal rehearsal) throws Exception {
        List<JournalConsumer> readers = rehearsal.readers();
        if (readers.isEmpty()) {
            return Trial.NONE;
        }
        Path journal = readers.get(0).getEndpoint().ownPath();
        long end = Files.isDirectory(journal) ? JournalReader.end(journal) : 0;
        if (end == 0) {
            return Trial.NONE;
        }
        List<Batch> batches = new ArrayList<>();
        rehearsal.context().getRegistry().bind("wadiTrial", listener(batches));
        String problem = rehearsal.take(Replay.of(journal, Math.max(1, end - TRIAL + 1), end));
        return summary(batches, problem);
    }

    private static BatchListener listener(List<Batch> batches) {
        return new BatchListener() {
            @Override
            public void written(Batch batch) {
                batches.add(batch);
            }

            @Override
            public void closed(Path file, long records, long bytes) {}
        };
    }

    private static Trial summary(List<Batch> batches, String problem) {
        List<Made> made =
                batches.stream().flatMap(batch -> Made.of(batch).stream()).toList();
        int thrown = (int) batches.stream()
                .flatMap(batch -> batch.rejects().stream())
                .filter(reject -> reject.thrown())
                .count();
        String reason = made.stream()
                .map(Made::reason)
                .filter(why -> why != null)
                .findFirst()
                .orElse(null);
        List<String> columns = made.stream()
                .flatMap(each -> each.rows().stream())
                .findFirst()
                .map(row -> List.copyOf(row.keySet()))
                .orElse(List.of());
        int rows = made.stream().mapToInt(each -> each.rows().size()).sum();
        int rejects = (int) made.stream().filter(each -> each.reason() != null).count();
        return new Trial(made.size(), rows, rejects, thrown, reason, problem, columns);
    }

    private void judge(RouteFile file, RouteFile before, Rehearsal rehearsal, Trial trial, List<Finding> findings)
            throws Exception {
        boolean certain = rehearsal.muted().isEmpty();
        if (trial.problem() != null) {
            add(file, certain, "the last kept frames do not go through: " + trial.problem(), findings);
        } else if (trial.rows() == 0 && trial.reason() != null) {
            boolean broken = trial.thrown() > 0 && isMadeRowsOf(before);
            add(
                    file,
                    certain && broken,
                    "of the last " + trial.frames() + " kept frames no row is made: " + trial.reason()
                            + (broken ? ". The version before makes rows of them." : "."),
                    findings);
        }
    }

    private static void add(RouteFile file, boolean error, String sentence, List<Finding> findings) {
        findings.add(new Finding(file.path(), 0, error, sentence));
    }

    /** Whether a version, where there is one, makes rows of the last kept frames. */
    private boolean isMadeRowsOf(RouteFile version) throws Exception {
        if (version == null) {
            return false;
        }
        try (Rehearsal rehearsal = new Rehearsal(version.switchedOn(mains), null)) {
            rehearsal.load(version);
            return trial(rehearsal).rows() > 0;
        } catch (IOException unreadable) {
            return false;
        }
    }
}
