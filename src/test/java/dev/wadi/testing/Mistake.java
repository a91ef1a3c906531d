package dev.wadi.testing;

import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Map;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/**
 * An edit of the clean route that goes wrong, from {@code edit/mistakes.yaml}, where the form is told.
 *
 * @param says what the message must hold
 */
public record Mistake(
        String name,
        String find,
        String put,
        String text,
        String cut,
        String at,
        String alone,
        String kind,
        String says) {

    /** All of them. */
    public static List<Mistake> all() throws IOException {
        try (InputStream file = Mistake.class.getResourceAsStream("/edit/mistakes.yaml")) {
            List<?> mistakes = (List<?>) new Load(LoadSettings.builder().build()).loadFromInputStream(file);
            return mistakes.stream().map(each -> of((Map<?, ?>) each)).toList();
        }
    }

    private static Mistake of(Map<?, ?> fields) {
        return new Mistake(
                (String) fields.get("name"),
                (String) fields.get("find"),
                (String) fields.get("put"),
                (String) fields.get("text"),
                (String) fields.get("cut"),
                (String) fields.get("at"),
                (String) fields.get("alone"),
                (String) fields.get("kind"),
                (String) fields.get("says"));
    }

    /** The route with this mistake. */
    public String in(String route) {
        if (text != null) {
            return text;
        }
        String known = cut == null ? find : cut;
        int at = route.indexOf(known);
        if (at < 0) {
            throw new IllegalStateException("'" + name + "' finds no " + known);
        }
        return route.substring(0, at)
                + (put == null ? "" : put)
                + (cut == null ? route.substring(at + find.length()) : "");
    }

    /** Whether a version before it, or a running program, is needed to find it. */
    public boolean isOfKind(String wanted) {
        return wanted.equals(kind);
    }

    /** The line of the wrong route that the message must name, from 1; 0 for none. */
    public int line(String wrong) {
        return lineOf(at, wrong);
    }

    /** The same where there is no version before. */
    public int lineAlone(String wrong) {
        return lineOf(alone == null ? at : alone, wrong);
    }

    private static int lineOf(String text, String wrong) {
        return text == null || text.isEmpty()
                ? 0
                : wrong.substring(0, wrong.indexOf(text)).split("\n", -1).length;
    }

    @Override
    public String toString() {
        return name;
    }
}
