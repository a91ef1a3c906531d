package dev.wadi.edit;

import java.nio.file.Files;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import org.apache.camel.main.Main;
import org.apache.camel.model.RouteDefinition;

/**
 * Finds out whether a route file is right without running it in earnest: it is loaded, its shape is looked at, and the
 * last kept frames are taken through it. It ends in a bounded time, whatever the steps do.
 */
public final class Check {

    private static final long LIMIT_SECONDS = 10;

    /**
     * What was found.
     *
     * @param routes the ids of the file's routes; empty where it could not be loaded
     * @param claims what no other file may have
     * @param tests how many cases of the tests beside it were run
     * @param trial what became of the last kept frames
     */
    public record Report(List<Finding> findings, List<String> routes, List<String> claims, int tests, Trial trial) {

        /** Whether it may run. */
        public boolean isRight() {
            return findings.stream().noneMatch(Finding::error);
        }

        /** The same, with more that was found. */
        Report with(List<Finding> more, int testsRun) {
            List<Finding> all = new ArrayList<>(findings);
            all.addAll(more);
            return new Report(List.copyOf(all), routes, claims, testsRun, trial);
        }
    }

    private final Supplier<Main> mains;

    /** @param mains makes a Camel Main with the program's options and no routes */
    public Check(Supplier<Main> mains) {
        this.mains = mains;
    }

    /** Checks files that are to run together, and runs their tests. */
    public Map<RouteFile, Report> all(List<RouteFile> files) throws Exception {
        Claims claims = new Claims();
        Map<RouteFile, Report> reports = new LinkedHashMap<>();
        for (RouteFile file : files) {
            Report report = of(file, null);
            List<Finding> more = claims.add(file, report.claims());
            int tests = report.isRight() && Files.exists(file.tests()) ? new RouteTests(mains).run(file, more) : 0;
            reports.put(file, report.with(more, tests));
        }
        return reports;
    }

    /**
     * Checks a new version of a file.
     *
     * @param before the version that runs, which is held to make rows of what can be made rows of; null for none
     */
    public Report of(RouteFile file, RouteFile before) throws Exception {
        List<Finding> findings = new ArrayList<>();
        if (!isWhole(file, before, findings)) {
            return new Report(findings, List.of(), List.of(), 0, Trial.NONE);
        }
        try {
            return within(() -> loaded(file, before));
        } catch (TimeoutException late) {
            int line = before == null ? 0 : Difference.between(before, file).first();
            findings.add(Finding.error(
                    file.path(),
                    line,
                    "the check has not ended in " + LIMIT_SECONDS + " s: does a step wait, or never end?"));
            return new Report(findings, List.of(), List.of(), 0, Trial.NONE);
        }
    }

    /** A step may wait, or never end: what is asked for here goes on, or ends, without us. */
    private static <T> T within(Callable<T> work) throws Exception {
        FutureTask<T> task = new FutureTask<>(work);
        Thread thread = new Thread(task, "wadi-check");
        thread.setDaemon(true);
        thread.start();
        try {
            return task.get(LIMIT_SECONDS, TimeUnit.SECONDS);
        } catch (ExecutionException failed) {
            if (failed.getCause() instanceof Exception cause) {
                throw cause;
            }
            throw failed;
        } finally {
            task.cancel(true);
        }
    }

    private static boolean isWhole(RouteFile file, RouteFile before, List<Finding> findings) {
        String text = file.text();
        int cutOff = before == null ? 0 : Difference.between(before, file).cutOff();
        if (text.isBlank()) {
            findings.add(Finding.error(file.path(), 0, "the file is empty; a route is expected."));
        } else if (text.length() > RouteFile.MAX_BYTES) {
            findings.add(Finding.error(
                    file.path(), 0, "the file is longer than " + RouteFile.MAX_BYTES + " bytes; a route is expected."));
        } else if (text.indexOf('\0') >= 0 || text.indexOf('\uFFFD') >= 0) {
            findings.add(Finding.error(file.path(), 0, "the file is no UTF-8 text; YAML is expected."));
        } else if (cutOff > 0) {
            findings.add(Finding.error(
                    file.path(),
                    cutOff,
                    "the file is cut off behind this line, where the version before goes on: was it saved by half? If it"
                            + " is meant, put a comment behind it, as in '# the end'."));
        } else if (file.openPlaceholder() > 0) {
            findings.add(Finding.error(file.path(), file.openPlaceholder(), "'{{' is not closed; '}}' is expected."));
        } else {
            return true;
        }
        return false;
    }

    private Report loaded(RouteFile file, RouteFile before) throws Exception {
        List<Finding> findings = new ArrayList<>();
        List<String> routes = List.of();
        List<String> claims = List.of();
        Trial trial = Trial.NONE;
        try (Rehearsal rehearsal = new Rehearsal(file.switchedOn(mains), null)) {
            Trial.Run run = new Trial.Run(rehearsal);
            if (load(file, before, rehearsal, findings)) {
                routes = rehearsal.definitions().stream()
                        .map(RouteDefinition::getId)
                        .toList();
                claims = Claims.of(rehearsal.definitions());
                trial = run.take();
                judge(file, before, rehearsal, trial, findings);
            }
        }
        return new Report(findings, routes, claims, 0, trial);
    }

    private static boolean load(RouteFile file, RouteFile before, Rehearsal rehearsal, List<Finding> findings) {
        try {
            YamlErrors.look(file);
            rehearsal.load(file);
        } catch (Exception | StackOverflowError | LinkageError | AssertionError wrong) {
            String sentence = Sentences.of(wrong, rehearsal.context());
            findings.add(Finding.error(file.path(), Place.of(file, wrong, sentence, before), sentence));
            return false;
        }
        if (rehearsal.definitions().isEmpty()) {
            findings.add(Finding.error(
                    file.path(),
                    file.text().startsWith("route:") ? 1 : 0,
                    "the file holds no route; it begins with '- route:', or with '- beans:'."));
            return false;
        }
        for (RouteDefinition route : rehearsal.definitions()) {
            RouteShape.findings(file, rehearsal.context(), route, findings);
        }
        return true;
    }

    private void judge(RouteFile file, RouteFile before, Rehearsal rehearsal, Trial trial, List<Finding> findings)
            throws Exception {
        boolean certain = rehearsal.muted().isEmpty();
        boolean changed = before != null && !before.text().equals(file.text());
        int line = changed ? Difference.between(before, file).first() : 0;
        if (trial.problem() != null) {
            findings.add(new Finding(
                    file.path(), line, certain, "the last kept frames do not go through: " + trial.problem()));
        } else if (trial.rows() == 0 && trial.reason() != null) {
            boolean broken = trial.thrown() > 0 && isMadeRowsOf(before);
            findings.add(new Finding(
                    file.path(),
                    line,
                    certain && broken,
                    "of the last " + trial.frames() + " kept frames no row is made: " + trial.reason() + "."
                            + (broken ? " The version before makes rows of them." : "")));
        }
    }

    /** Whether a version, where there is one, makes rows of the last kept frames. */
    private boolean isMadeRowsOf(RouteFile version) throws Exception {
        if (version == null) {
            return false;
        }
        try (Rehearsal rehearsal = new Rehearsal(version.switchedOn(mains), null)) {
            Trial.Run run = new Trial.Run(rehearsal);
            rehearsal.load(version);
            return run.take().rows() > 0;
        }
    }
}
