package dev.wadi.edit;

import java.io.IOException;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.camel.CamelContext;
import org.apache.camel.FailedToCreateRouteException;
import org.apache.camel.ResolveEndpointFailedException;
import org.apache.camel.spi.EndpointUriFactory;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;

/** Makes one sentence of an exception. It shows no value of an endpoint's options, which may be secrets. */
public final class Sentences {

    private static final Pattern UNKNOWN = Pattern.compile("Unknown parameters=\\[\\{(.*)}]");
    private static final Pattern KEY = Pattern.compile("(?:^|, )([\\w.-]+)=");
    private static final int MOST_SHOWN = 30;

    private Sentences() {}

    /** What is wrong, from the innermost cause, and in which route. */
    public static String of(Throwable thrown) {
        return of(thrown, null);
    }

    /** The same, with what the context knows of the options of its components. */
    static String of(Throwable thrown, CamelContext context) {
        String route = "";
        Throwable cause = thrown;
        while (true) {
            if (cause instanceof FailedToCreateRouteException failed && failed.getRouteId() != null) {
                route = "route " + failed.getRouteId() + ": ";
            }
            if (cause.getCause() == null
                    || cause instanceof MarkedYamlEngineException
                    || (cause instanceof IllegalArgumentException
                            && String.valueOf(cause.getMessage()).startsWith("row: "))) {
                break;
            }
            cause = cause.getCause();
        }
        String innermost = sentence(cause, context);
        return route
                + MissingComponent.sentence(thrown).orElse(innermost).strip().replaceAll("\\s*\\R\\s*", " ");
    }

    private static String sentence(Throwable cause, CamelContext context) {
        String message = cause.getMessage() == null ? cause.getClass().getSimpleName() : cause.getMessage();
        if (cause instanceof MarkedYamlEngineException marked && marked.getProblem() != null) {
            return marked.getProblem();
        }
        Matcher unknown = UNKNOWN.matcher(message);
        if (cause instanceof ResolveEndpointFailedException failed && unknown.find()) {
            String scheme = failed.getUri().split(":", 2)[0];
            List<String> keys = KEY.matcher(unknown.group(1))
                    .results()
                    .map(key -> key.group(1))
                    .toList();
            return scheme + ": has no option '" + String.join("', '", keys) + "'"
                    + options(scheme, keys.isEmpty() ? "" : keys.get(0), context);
        }
        return message;
    }

    private static String options(String scheme, String wanted, CamelContext context) {
        EndpointUriFactory factory =
                context == null ? null : context.getCamelContextExtension().getEndpointUriFactory(scheme);
        if (factory == null) {
            return ".";
        }
        Map<Integer, String> byDistance = new TreeMap<>(Comparator.naturalOrder());
        factory.propertyNames().forEach(name -> byDistance.putIfAbsent(distance(wanted, name), name));
        Map.Entry<Integer, String> nearest = byDistance.entrySet().iterator().next();
        if (nearest.getKey() <= 1 + wanted.length() / 4) {
            return "; did you mean '" + nearest.getValue() + "'?";
        }
        return "; it has "
                + String.join(
                        ", ",
                        factory.propertyNames().stream()
                                .sorted()
                                .limit(MOST_SHOWN)
                                .toList())
                + ".";
    }

    /** How many characters must be put in, left out or changed to make one word of the other. */
    private static int distance(String one, String other) {
        int[] row = new int[other.length() + 1];
        Arrays.setAll(row, i -> i);
        for (int i = 1; i <= one.length(); i++) {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j <= other.length(); j++) {
                int change = diagonal + (one.charAt(i - 1) == other.charAt(j - 1) ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.min(change, 1 + Math.min(row[j], row[j - 1]));
            }
        }
        return row[other.length()];
    }

    /** Whether it is about a file, such as a lock that is held, and not about a route or an option. */
    public static boolean isOfFiles(Throwable thrown) {
        Throwable cause = thrown;
        while (cause.getCause() != null) {
            cause = cause.getCause();
        }
        return cause instanceof IOException;
    }
}
