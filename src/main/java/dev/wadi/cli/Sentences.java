package dev.wadi.cli;

import java.io.IOException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.camel.FailedToCreateRouteException;

/** Makes one sentence of an exception. */
final class Sentences {

    private static final Pattern LINE = Pattern.compile("line (\\d+)");

    private Sentences() {}

    /** What is wrong, from the innermost cause, and in which route. */
    static String of(Throwable thrown) {
        String route = "";
        Throwable cause = thrown;
        while (true) {
            if (cause instanceof FailedToCreateRouteException failed) {
                route = "route " + failed.getRouteId() + ": ";
            }
            if (cause.getCause() == null
                    || (cause instanceof IllegalArgumentException
                            && String.valueOf(cause.getMessage()).startsWith("row: "))) {
                break;
            }
            cause = cause.getCause();
        }
        String last = cause.getMessage() == null ? cause.getClass().getSimpleName() : cause.getMessage();
        String message = MissingComponent.sentence(thrown).orElse(last);
        return route + message.strip().replaceAll("\\s*\\R\\s*", " ");
    }

    /** Whether it is about a file, such as a lock that is held, and not about a route or an option. */
    static boolean isOfFiles(Throwable thrown) {
        Throwable cause = thrown;
        while (cause.getCause() != null) {
            cause = cause.getCause();
        }
        return cause instanceof IOException;
    }

    /** The line that the exception names, as {@code :12}; nothing where it names none. */
    static String line(Throwable thrown) {
        for (Throwable at = thrown; at != null; at = at.getCause()) {
            Matcher matcher = LINE.matcher(String.valueOf(at.getMessage()));
            if (at.getClass().getName().contains("snakeyaml") && matcher.find()) {
                return ":" + matcher.group(1);
            }
        }
        return "";
    }
}
