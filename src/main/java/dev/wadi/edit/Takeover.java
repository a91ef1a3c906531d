package dev.wadi.edit;

import dev.wadi.edit.Refusals.Refusal;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import org.apache.camel.component.properties.PropertiesComponent;

/** What an edit changes of the running routes: which files are new or other, renamed or gone. */
final class Takeover {

    private final RunningRoutes running;
    private final Snapshot now;
    private final Set<String> options;

    /** @param options the names of the options that were changed */
    Takeover(RunningRoutes running, Snapshot now, Set<String> options) {
        this.running = running;
        this.now = now;
        this.options = options;
    }

    /** The files that are to be checked: new, changed, or with a changed option in them. */
    List<RouteFile> candidates() {
        return now.files().values().stream()
                .filter(file -> renamedFrom(file) == null)
                .filter(file -> !file.equals(running.files().get(file.path()))
                        || options.stream().anyMatch(file::names))
                .toList();
    }

    /** The running file that this one is, by another name; null where there is none. */
    private RouteFile renamedFrom(RouteFile file) {
        if (running.files().containsKey(file.path())) {
            return null;
        }
        return running.files().values().stream()
                .filter(old ->
                        !now.files().containsKey(old.path()) && old.text().equals(file.text()))
                .findFirst()
                .orElse(null);
    }

    /** Gives the renamed files their names, and says it. */
    List<String> renamed() throws Exception {
        List<String> said = new ArrayList<>();
        for (RouteFile file : now.files().values()) {
            RouteFile old = renamedFrom(file);
            if (old != null) {
                running.rename(old, file);
                said.add(old.path() + " is called " + file.path().getFileName() + " now; its routes go on.");
            }
        }
        return said;
    }

    /** The running files that are not there any more. */
    List<RouteFile> gone() {
        return running.files().values().stream()
                .filter(file -> !now.files().containsKey(file.path()))
                .toList();
    }

    /** The running versions of these files. */
    List<RouteFile> before(Collection<RouteFile> files) {
        return files.stream()
                .map(file -> running.files().get(file.path()))
                .filter(Objects::nonNull)
                .toList();
    }

    /** What is taken by the running files that stay as they are. */
    Claims claimsOfOthers() {
        List<Path> others = candidates().stream().map(RouteFile::path).toList();
        Claims claims = new Claims();
        running.files().values().stream()
                .filter(file -> now.files().containsKey(file.path()) || renames(file))
                .filter(file -> !others.contains(file.path()))
                .forEach(file -> claims.add(file, running.claims(file)));
        return claims;
    }

    private boolean renames(RouteFile old) {
        return now.files().values().stream().anyMatch(file -> old.equals(renamedFrom(file)));
    }

    /** The changed options that a file names. */
    List<String> optionsIn(RouteFile file) {
        return options.stream().filter(file::names).toList();
    }

    /** Why a file is refused: what is wrong in it, or the changed option that does not fit what was right before. */
    Refusal refusal(RouteFile file, List<Finding> errors, Path optionsFile) {
        RouteFile before = running.files().get(file.path());
        String more = errors.size() == 1 ? "" : " './wadi check' tells what else is wrong.";
        if (!file.equals(before)) {
            return new Refusal(errors.get(0), more + goesOn(before));
        }
        String option = optionsIn(file).get(0);
        int line = new RouteFile(optionsFile, now.options()).lineOf(option + "=");
        return new Refusal(
                Finding.error(optionsFile, line, option + " does not fit " + errors.get(0)),
                more + " The old options go on.");
    }

    /**
     * Puts the new versions in the place of the old ones, with the changed options, or none of them.
     *
     * @param then the options as they are now
     * @return why it did not succeed; null where it did
     */
    Refusal replace(Collection<RouteFile> files, OptionValues then, Path optionsFile) throws Exception {
        PropertiesComponent properties = (PropertiesComponent) running.context().getPropertiesComponent();
        Properties overrides = properties.getOverrideProperties();
        List<RouteFile> gone = before(files);
        // until the new routes run, the old options are those that are loaded
        properties.setOverrideProperties(then.over(overrides, options));
        try {
            running.replace(gone, List.copyOf(files));
        } catch (RunningRoutes.NotStartedException failed) {
            properties.setOverrideProperties(overrides);
            RouteFile file = failed.file();
            RouteFile before = gone.stream()
                    .filter(old -> old.path().equals(file.path()))
                    .findFirst()
                    .orElse(null);
            String sentence = "could not take over: " + Sentences.of(failed, running.context());
            Finding finding = Finding.error(file.path(), Place.of(file, failed, sentence, before), sentence);
            return running.putBack(gone)
                    ? refusal(file, List.of(finding), optionsFile)
                    : new Refusal(finding, " Nor does the version before start. It does not run.");
        }
        properties.setOverrideProperties(overrides);
        if (!options.isEmpty()) {
            properties.reloadProperties("*");
        }
        return null;
    }

    /** What a person wants to know who reads of an edit that was refused. */
    private static String goesOn(RouteFile before) {
        return before == null ? " It does not run." : " The version before goes on.";
    }

    /** Says that options were changed which no route file names, where there are some. */
    Optional<String> unnamedOptions(Path file) {
        List<String> unnamed = options.stream()
                .filter(option -> now.files().values().stream().noneMatch(route -> route.names(option)))
                .toList();
        return unnamed.isEmpty()
                ? Optional.empty()
                : Optional.of(file + ": " + String.join(", ", unnamed)
                        + " changed; no route names it, so it counts from the next start on.");
    }

    /**
     * Says in one line what the takeover of a file has changed.
     *
     * @param before the version before; null where the file is new
     * @param next position of the frame that it begins with; 0 where it reads no journal
     * @param report what the check has found
     * @param then what it had found of the version before; null where that is not known
     */
    String sentence(RouteFile file, RouteFile before, long next, Check.Report report, Check.Report then) {
        StringBuilder line = new StringBuilder(file.path().toString()).append(": ");
        List<String> named = optionsIn(file);
        if (before == null) {
            line.append("new");
        } else if (file.equals(before)) {
            line.append(String.join(", ", named)).append(" changed");
        } else {
            Difference difference = Difference.between(before, file);
            line.append(difference).append(difference.last() < difference.first() ? "" : " changed");
        }
        line.append("; ").append(String.join(", ", report.routes()));
        if (!running.isOn(file)) {
            return line.append(" off, as the precondition says.").toString();
        }
        line.append(" in effect");
        if (next > 0) {
            line.append(" from frame ").append(String.format("%,d", next));
        }
        line.append('.');
        Trial trial = report.trial();
        if (trial.frames() > 0) {
            line.append(" The last ")
                    .append(trial.frames())
                    .append(" frames give ")
                    .append(trial.rows())
                    .append(" rows");
            if (trial.rejects() > 0) {
                line.append(", ").append(trial.rejects()).append(" are turned away");
            }
            line.append('.');
        }
        if (then != null
                && !then.trial().columns().equals(trial.columns())
                && !trial.columns().isEmpty()) {
            line.append(" Columns: ").append(String.join(", ", trial.columns())).append("; a new file begins.");
        }
        return line.toString();
    }
}
