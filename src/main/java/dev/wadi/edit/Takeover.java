package dev.wadi.edit;

import java.util.List;
import java.util.Set;

/** Says in one line what a takeover has changed. */
final class Takeover {

    private Takeover() {}

    /**
     * The line.
     *
     * @param before the version before; null where the file is new
     * @param next position of the frame that it begins with; 0 where it reads no journal
     * @param now what the check has found
     * @param then what it had found of the version before; null where that is not known
     * @param options the names of the options that were changed
     */
    static String sentence(
            RouteFile file, RouteFile before, long next, Check.Report now, Check.Report then, Set<String> options) {
        StringBuilder line = new StringBuilder(file.path().toString()).append(": ");
        List<String> named = options.stream().filter(file::names).toList();
        if (before == null) {
            line.append("new");
        } else if (file.equals(before)) {
            line.append(String.join(", ", named)).append(" changed");
        } else {
            line.append(file.differenceFrom(before)).append(" changed");
        }
        line.append("; ").append(String.join(", ", now.routes())).append(" in effect");
        if (next > 0) {
            line.append(" from frame ").append(String.format("%,d", next));
        }
        line.append('.');
        Check.Trial trial = now.trial();
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
