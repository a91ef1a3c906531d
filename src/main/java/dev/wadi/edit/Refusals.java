package dev.wadi.edit;

import dev.wadi.frame.ProblemCheck;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.camel.CamelContext;

/** Why the last edit was refused: it is said once, and stands in the details of the health check until the next one. */
final class Refusals {

    /**
     * One of them.
     *
     * @param end what goes on in its place
     */
    record Refusal(Finding finding, String end) {}

    private final Map<String, Object> details = new ConcurrentHashMap<>();
    private final Edits.Listener listener;
    private final ProblemCheck health;

    Refusals(CamelContext context, Edits.Listener listener) {
        this.listener = listener;
        health = ProblemCheck.register(context, "edits", () -> null, () -> new LinkedHashMap<>(details));
    }

    /** Another edit is looked at. */
    void clear() {
        details.clear();
    }

    /** The first of each file is said. */
    void say(List<Refusal> refusals) {
        Set<Path> said = new HashSet<>();
        for (Refusal refusal : refusals) {
            if (said.add(refusal.finding().file())) {
                say(refusal.finding(), refusal.end());
            }
        }
    }

    void say(Finding finding, String end) {
        details.put(finding.file().getFileName().toString(), finding + end);
        listener.refused(finding + end);
    }

    void remove() {
        health.remove();
    }
}
