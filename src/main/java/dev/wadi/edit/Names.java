package dev.wadi.edit;

import java.io.IOException;
import java.io.InputStream;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.Enumeration;
import java.util.List;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.apache.camel.CamelContext;

/** The names that there are, and which of them somebody may have meant. */
final class Names {

    private static final Pattern KEY = Pattern.compile("\"([A-Za-z0-9-]+)\" : \\{");
    private static final List<String> OUR_COMPONENTS = List.of("feed", "journal", "rolling-file");
    private static final String OUR_LANGUAGE = "row";

    private Names() {}

    /** {@code ; did you mean 'steps'?}, or nothing where no known name is like the wanted one. */
    static String meant(String wanted, Collection<String> known) {
        return meant(wanted, known, 3 + 2 * (wanted.length() / 4));
    }

    /** The same, where fewer than so many characters differ. */
    static String meant(String wanted, Collection<String> known, int differing) {
        String nearest = null;
        int least = differing;
        for (String name : new TreeSet<>(known)) {
            int distance = distance(wanted, name);
            if (distance > 0 && distance < least) {
                least = distance;
                nearest = name;
            }
        }
        return nearest == null ? "" : "; did you mean '" + nearest + "'?";
    }

    /** What a route can read from and send to. */
    static Set<String> components() {
        Set<String> names = listed("component.properties", "components");
        names.addAll(OUR_COMPONENTS);
        return names;
    }

    /** What an expression can be written in. */
    static Set<String> languages() {
        Set<String> names = listed("language.properties", "languages");
        names.add(OUR_LANGUAGE);
        return names;
    }

    /** What Camel's libraries say of themselves. */
    private static Set<String> listed(String file, String key) {
        Set<String> names = new TreeSet<>();
        try {
            Enumeration<URL> files =
                    Names.class.getClassLoader().getResources("META-INF/services/org/apache/camel/" + file);
            while (files.hasMoreElements()) {
                try (InputStream in = files.nextElement().openStream()) {
                    Properties properties = new Properties();
                    properties.load(in);
                    names.addAll(List.of(properties.getProperty(key, "").split(" ")));
                }
            }
        } catch (IOException unreadable) {
            // then nothing is proposed
        }
        return names;
    }

    /** The keys of a route file: steps, and the fields of each. */
    static Set<String> keys() {
        Set<String> names = new TreeSet<>();
        try (InputStream schema = Names.class.getResourceAsStream("/schema/camelYamlDsl.json")) {
            String text = schema == null ? "" : new String(schema.readAllBytes(), StandardCharsets.UTF_8);
            KEY.matcher(text).results().forEach(key -> names.add(key.group(1)));
        } catch (IOException unreadable) {
            // then nothing is proposed
        }
        return names;
    }

    static Set<String> beans(CamelContext context) {
        return context.getRegistry().findByTypeWithName(Object.class).keySet();
    }

    static Set<String> options(CamelContext context) {
        return context.getPropertiesComponent().loadProperties().stringPropertyNames();
    }

    /** Two for each character that is put in, left out or another, and one for two that have changed places. */
    private static int distance(String one, String other) {
        int[][] rows = new int[one.length() + 1][other.length() + 1];
        for (int i = 0; i <= one.length(); i++) {
            for (int j = 0; j <= other.length(); j++) {
                rows[i][j] = i == 0 || j == 0 ? 2 * (i + j) : nearer(rows, one, i, other, j);
            }
        }
        return rows[one.length()][other.length()];
    }

    private static int nearer(int[][] rows, String one, int i, String other, int j) {
        boolean same = one.charAt(i - 1) == other.charAt(j - 1);
        int least = Math.min(rows[i - 1][j - 1] + (same ? 0 : 2), 2 + Math.min(rows[i - 1][j], rows[i][j - 1]));
        boolean swapped =
                i > 1 && j > 1 && one.charAt(i - 1) == other.charAt(j - 2) && one.charAt(i - 2) == other.charAt(j - 1);
        return swapped ? Math.min(least, rows[i - 2][j - 2] + 1) : least;
    }
}
