package dev.wadi.edit;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.camel.FailedToCreateRouteException;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;

/**
 * Finds the line of a route file that an exception is about. What YAML itself finds wrong has its line; of what Camel
 * finds when it makes a route, it is the line with the word that the message quotes.
 */
final class Place {

    private static final Pattern QUOTED = Pattern.compile(
            "'([^'\\n]+)'|\"([^\"\\n]+)\"|\\[([^\\[\\]\\n]+)]|\\{([^{}=\\n]+)=|(?:scheme|registry for|option|class|id|detected|type|bean): ?#?([\\w.$-]+)");
    private static final Pattern NOTE = Pattern.compile("(^|\\s)#(\\s.*)?$");

    private Place() {}

    /** The line, from 1; 0 where it is not known. */
    static int of(RouteFile file, Throwable thrown) {
        for (Throwable at = thrown; at != null; at = at.getCause()) {
            if (at instanceof MarkedYamlEngineException marked
                    && marked.getProblemMark().isPresent()) {
                return marked.getProblemMark().get().getLine() + 1;
            }
        }
        return quoted(file, thrown);
    }

    /** The innermost exception says most. */
    private static int quoted(RouteFile file, Throwable thrown) {
        int line = thrown.getCause() == null ? 0 : quoted(file, thrown.getCause());
        String route = thrown instanceof FailedToCreateRouteException failed ? failed.getRouteId() : null;
        if (line == 0 && route == null) {
            line = rarest(file, words(String.valueOf(thrown.getMessage())));
        }
        return line > 0 || route == null ? line : file.lineOf(route);
    }

    private static Set<String> words(String message) {
        Set<String> words = new LinkedHashSet<>();
        for (Matcher quoted = QUOTED.matcher(message); quoted.find(); ) {
            for (int group = 1; group <= quoted.groupCount(); group++) {
                if (quoted.group(group) != null) {
                    words.add(quoted.group(group).strip());
                }
            }
        }
        return words;
    }

    /** The line of the longest of the words that stand in exactly one line, or else of one that stands in several. */
    private static int rarest(RouteFile file, Set<String> words) {
        List<String> lines = file.text()
                .lines()
                .map(line -> NOTE.matcher(line).replaceFirst(""))
                .toList();
        int found = 0;
        int length = 0;
        for (String word : words) {
            List<Integer> at = java.util.stream.IntStream.range(0, lines.size())
                    .filter(i -> lines.get(i).contains(word))
                    .boxed()
                    .toList();
            boolean better = at.size() == 1 ? word.length() > length : !at.isEmpty() && found == 0;
            if (better && word.length() > 1) {
                found = at.get(0) + 1;
                length = at.size() == 1 ? word.length() : 0;
            }
        }
        return found;
    }
}
