package dev.wadi.edit;

import dev.wadi.frame.ProblemCheck;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.apache.camel.component.properties.PropertiesComponent;
import org.apache.camel.main.Main;

/**
 * Watches the route files and the options of a running program. What was saved is checked, and takes over at a frame
 * boundary where it is right; where it is not, what runs goes on, and it is said once.
 *
 * <p>It looks at the files' contents, not at what a file system tells of them: an editor may write a file in parts, put
 * another in its place, or take it away for a moment. Only what two looks in a row have found counts.
 */
public final class Edits {

    private static final long LOOK_MILLIS = 150;

    /** Is told what became of an edit, one line for each. */
    public interface Listener {
        void takenOver(String line);

        void refused(String line);
    }

    private final RunningRoutes running;
    private final Path routes;
    private final Path options;
    private final Check check;
    private final Listener listener;
    private final Map<Path, Check.Report> reports = new HashMap<>();
    private final Map<String, Object> refusals = new ConcurrentHashMap<>();
    private final ProblemCheck health;
    private final Thread thread = new Thread(this::watch, "wadi-edits");
    private Snapshot effective;
    private final CountDownLatch stopped = new CountDownLatch(1);

    /**
     * Watches nothing yet.
     *
     * @param running the routes that run; nothing else may change them
     * @param routes directory of the route files
     * @param options path of application.properties
     * @param mains makes a Camel Main with the options as they are now, and no routes
     */
    public Edits(RunningRoutes running, Path routes, Path options, Supplier<Main> mains, Listener listener)
            throws IOException {
        this.running = running;
        this.routes = routes;
        this.options = options;
        this.check = new Check(mains);
        this.listener = listener;
        this.health =
                ProblemCheck.register(running.context(), "edits", () -> null, () -> new LinkedHashMap<>(refusals));
        effective = new Snapshot(running.files(), Snapshot.of(routes, options).options());
        thread.setDaemon(true);
    }

    /** Begins to watch. */
    public void start() {
        thread.start();
    }

    private void watch() {
        Snapshot seen = effective;
        Snapshot judged = effective;
        while (true) {
            try {
                if (stopped.await(LOOK_MILLIS, TimeUnit.MILLISECONDS)) {
                    return;
                }
                Snapshot now = Snapshot.of(routes, options);
                if (now.equals(seen) && !now.equals(judged)) {
                    judged = now;
                    judge(now);
                }
                seen = now;
            } catch (InterruptedException e) {
                return;
            } catch (IOException unreadable) {
                // a directory that is away for a moment; what runs goes on
                seen = effective;
            } catch (Exception unexpected) {
                refuse(routes, "the edit could not be tried: " + Sentences.of(unexpected));
            }
        }
    }

    private void judge(Snapshot now) throws Exception {
        refusals.clear();
        Set<String> changed;
        try {
            changed = effective.changedOptions(now);
        } catch (IllegalArgumentException wrong) {
            refuse(options, "no options: " + wrong.getMessage() + " in a value; the old ones go on.");
            return;
        }
        Map<Path, RouteFile> before = new TreeMap<>(running.files());
        rename(before, now);
        List<RouteFile> candidates = candidates(now, changed);
        Map<RouteFile, Check.Report> right = check(candidates, now);
        if (!changed.isEmpty() && right.size() < candidates.size()) {
            refuse(
                    options,
                    "the changed options " + String.join(", ", changed)
                            + " wait until the route files that name them are right; the old values go on.");
            return;
        }
        if (!changed.isEmpty()) {
            ((PropertiesComponent) running.context().getPropertiesComponent()).reloadProperties("*");
            if (candidates.isEmpty()) {
                listener.takenOver(options + ": " + String.join(", ", changed)
                        + " changed; no route names it, so it counts from the next start on.");
            }
        }
        effective = new Snapshot(effective.files(), now.options());
        for (RouteFile file : running.files().values()) {
            if (!now.files().containsKey(file.path())) {
                List<String> ids = running.ids(file);
                running.remove(file);
                listener.takenOver(file.path() + " was removed: " + String.join(", ", ids) + " ended.");
            }
        }
        for (Map.Entry<RouteFile, Check.Report> each : right.entrySet()) {
            takeOver(each.getKey(), each.getValue(), changed);
        }
    }

    private void rename(Map<Path, RouteFile> before, Snapshot now) throws Exception {
        for (RouteFile file : now.files().values()) {
            for (RouteFile old : before.values()) {
                boolean gone =
                        !now.files().containsKey(old.path()) && running.files().containsKey(old.path());
                if (gone && !before.containsKey(file.path()) && old.text().equals(file.text())) {
                    running.rename(old, file);
                    listener.takenOver(
                            old.path() + " is called " + file.path().getFileName() + " now; its routes go on.");
                    break;
                }
            }
        }
    }

    private List<RouteFile> candidates(Snapshot now, Set<String> changed) {
        List<RouteFile> candidates = new ArrayList<>();
        for (RouteFile file : now.files().values()) {
            if (!file.equals(running.files().get(file.path()))
                    || changed.stream().anyMatch(file::names)) {
                candidates.add(file);
            }
        }
        return candidates;
    }

    /** The files that are right, with what was found; the others are refused. */
    private Map<RouteFile, Check.Report> check(List<RouteFile> candidates, Snapshot now) throws Exception {
        Map<String, Path> taken = new HashMap<>();
        running.files().values().stream()
                .filter(file -> now.files().containsKey(file.path()))
                .filter(file ->
                        candidates.stream().noneMatch(each -> each.path().equals(file.path())))
                .forEach(file -> running.ids(file).forEach(id -> taken.put(id, file.path())));
        Map<RouteFile, Check.Report> right = new LinkedHashMap<>();
        for (RouteFile file : candidates) {
            RouteFile before = running.files().get(file.path());
            if (before != null && !reports.containsKey(file.path())) {
                reports.put(file.path(), check.of(before, null));
            }
            Check.Report report = check.of(file, before);
            String end = before == null ? " It does not run." : " The version before goes on.";
            report.findings().stream()
                    .filter(Finding::error)
                    .forEach(finding -> refuse(file.path(), finding + end, finding));
            boolean free = true;
            for (String id : report.routes()) {
                Path other = taken.putIfAbsent(id, file.path());
                if (other != null) {
                    free = false;
                    refuse(
                            file.path(),
                            ":" + Math.max(1, file.lineOf(id)) + ": the route id " + id + " is taken by "
                                    + other.getFileName() + "." + end);
                }
            }
            if (report.isRight() && free) {
                right.put(file, report);
            }
        }
        return right;
    }

    private void takeOver(RouteFile file, Check.Report report, Set<String> changed) {
        RouteFile before = running.files().get(file.path());
        try {
            running.replace(before, file);
        } catch (Exception failed) {
            refuse(
                    file.path(),
                    "could not take over: " + Sentences.of(failed, running.context())
                            + (before == null ? " It does not run." : " The version before goes on."));
            return;
        }
        report.findings().forEach(warning -> listener.takenOver(warning.toString()));
        listener.takenOver(
                Takeover.sentence(file, before, running.next(file), report, reports.put(file.path(), report), changed));
    }

    private void refuse(Path file, String sentence) {
        refuse(file, file + (sentence.startsWith(":") ? "" : ": ") + sentence, sentence);
    }

    private void refuse(Path file, String line, Object detail) {
        refusals.merge(file.getFileName().toString(), detail.toString(), (one, other) -> one + " " + other);
        listener.refused(line);
    }

    /** Ends the watching, when what is being done is done. */
    public void stop() throws InterruptedException {
        stopped.countDown();
        thread.join();
        health.remove();
    }
}
