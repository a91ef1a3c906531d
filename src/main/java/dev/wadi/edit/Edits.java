package dev.wadi.edit;

import dev.wadi.edit.Refusals.Refusal;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import org.apache.camel.main.Main;

/**
 * Watches the route files and the options of a running program. What was saved is checked, and takes over at a frame
 * boundary where it is right; where it is not, what runs goes on, and it is said once.
 *
 * <p>It looks at the files' contents, not at what a file system tells of them: an editor may write a file in parts, put
 * another in its place, or take it away for a moment. Only what two looks in a row have found counts, and that a file is
 * gone only after some more.
 */
public final class Edits {

    private static final long LOOK_MILLIS = 150;
    private static final int LOOKS_FOR_GONE = 6;
    private static final long STOP_MILLIS = 2_000;

    /** Is told what became of an edit, one line for each. */
    public interface Listener {
        void takenOver(String line);

        void refused(String line);
    }

    private final RunningRoutes running;
    private final Path routes;
    private final Path options;
    private final Supplier<Main> mains;
    private final Check check;
    private final Listener listener;
    private final Map<Path, Check.Report> reports = new HashMap<>();
    private final Refusals refusals;
    private final Thread thread = new Thread(this::watch, "wadi-edits");
    private final ReentrantLock takingOver = new ReentrantLock();
    private final CountDownLatch stopped = new CountDownLatch(1);
    private String optionsText;
    private OptionValues values;

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
        this.mains = mains;
        this.check = new Check(mains);
        this.listener = listener;
        this.refusals = new Refusals(running.context(), listener);
        optionsText = Snapshot.of(routes, options).options();
        values = OptionValues.of(running.context());
        thread.setDaemon(true);
    }

    /** Begins to watch. */
    public void start() {
        thread.start();
    }

    private void watch() {
        Snapshot seen = inEffect();
        Snapshot judged = seen;
        int looks = 0;
        String unreadable = null;
        while (true) {
            try {
                if (stopped.await(LOOK_MILLIS, TimeUnit.MILLISECONDS)) {
                    return;
                }
                Snapshot now = Snapshot.of(routes, options);
                unreadable = null;
                looks = now.equals(seen) ? looks + 1 : 0;
                seen = now;
                if (looks > 0 && !now.equals(judged) && (looks >= LOOKS_FOR_GONE || !now.lacks(inEffect()))) {
                    judged = judge(now) ? now : null;
                }
            } catch (InterruptedException e) {
                return;
            } catch (IOException failed) {
                looks = 0;
                unreadable = sayUnreadable(failed.toString(), unreadable);
            } catch (Exception | LinkageError unexpected) {
                if (stopped.getCount() == 0) {
                    return;
                }
                judged = seen;
                refusals.say(Finding.error(routes, 0, "the edit could not be tried: " + Sentences.of(unexpected)), "");
            }
        }
    }

    /** A directory may be away for a moment; what cannot be read at two looks in a row is said once. */
    private String sayUnreadable(String failure, String before) {
        if (failure.equals(before)) {
            refusals.say(
                    Finding.error(routes, 0, "cannot be read (" + failure + ")."), " No edit takes over until it can.");
            return failure + " (said)";
        }
        return before != null && before.startsWith(failure) ? before : failure;
    }

    private Snapshot inEffect() {
        return new Snapshot(running.files(), optionsText);
    }

    /** Acts on what was saved; false where it was saved again meanwhile, and is to be looked at as it is then. */
    private boolean judge(Snapshot now) throws Exception {
        refusals.clear();
        OptionValues then = values;
        if (!Objects.equals(now.options(), optionsText)) {
            then = optionsOf(now);
            if (then == null) {
                return true;
            }
        }
        Set<String> changed = values.changedIn(then);
        Takeover takeover = new Takeover(running, now, changed);
        List<Refusal> refused = new ArrayList<>();
        Map<RouteFile, Check.Report> right = check(takeover, refused);
        if (!Snapshot.of(routes, options).equals(now)) {
            return false;
        }
        refusals.say(refused);
        if (!changed.isEmpty() && !refused.isEmpty()) {
            return true; // all routes that name an option change with it, or none
        }
        takingOver.lockInterruptibly();
        try {
            if (stopped.getCount() > 0) {
                takeOver(takeover, right, now, then);
            }
        } finally {
            takingOver.unlock();
        }
        return true;
    }

    /** The options as they are now; null, and it is said, where they are wrong. */
    private OptionValues optionsOf(Snapshot now) {
        if (now.options() == null) {
            refusals.say(Finding.error(options, 0, "the file is gone."), " The old options go on. No edit takes over.");
            return null;
        }
        try {
            return OptionValues.of(mains);
        } catch (Exception wrong) {
            String sentence = Sentences.of(wrong);
            RouteFile text = new RouteFile(options, now.options());
            refusals.say(
                    Finding.error(options, Place.of(text, wrong, sentence, null), sentence),
                    " The old options go on. No edit takes over.");
            return null;
        }
    }

    /** The files that are right, with what was found; the others are refused. */
    private Map<RouteFile, Check.Report> check(Takeover takeover, List<Refusal> refused) throws Exception {
        Claims claims = takeover.claimsOfOthers();
        Map<RouteFile, Check.Report> right = new LinkedHashMap<>();
        for (RouteFile file : takeover.candidates()) {
            RouteFile before = running.files().get(file.path());
            if (before != null && !reports.containsKey(file.path())) {
                reports.put(file.path(), check.of(before, null));
            }
            Check.Report report = check.of(file, before);
            report = report.with(claims.add(file, report.claims()), 0);
            if (report.isRight()) {
                right.put(file, report);
            } else {
                List<Finding> errors =
                        report.findings().stream().filter(Finding::error).toList();
                refused.add(takeover.refusal(file, errors, options));
            }
        }
        return right;
    }

    private void takeOver(Takeover takeover, Map<RouteFile, Check.Report> right, Snapshot now, OptionValues then)
            throws Exception {
        takeover.renamed().forEach(listener::takenOver);
        for (RouteFile gone : takeover.gone()) {
            String ids = String.join(", ", running.ids(gone));
            running.remove(gone);
            listener.takenOver(gone.path() + " was removed: " + ids + " ended.");
        }
        Map<Path, RouteFile> before = running.files();
        Refusal failed = takeover.replace(right.keySet(), then, options);
        if (failed != null) {
            refusals.say(failed.finding(), failed.end());
            return;
        }
        optionsText = now.options();
        values = then;
        for (Map.Entry<RouteFile, Check.Report> each : right.entrySet()) {
            RouteFile file = each.getKey();
            Check.Report report = each.getValue();
            if (running.isOn(file)) {
                report.findings().forEach(warning -> listener.takenOver(warning.toString()));
            }
            listener.takenOver(takeover.sentence(
                    file, before.get(file.path()), running.next(file), report, reports.put(file.path(), report)));
        }
        takeover.unnamedOptions(options).ifPresent(listener::takenOver);
    }

    /** Ends the watching. A takeover that has begun is ended first, within bounds; a check is left as it is. */
    public void stop() throws InterruptedException {
        stopped.countDown();
        boolean idle = takingOver.tryLock(STOP_MILLIS, TimeUnit.MILLISECONDS);
        thread.interrupt();
        if (idle) {
            takingOver.unlock();
        }
        thread.join(STOP_MILLIS);
        refusals.remove();
    }
}
