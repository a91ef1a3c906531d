package dev.wadi.edit;

import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.apache.camel.FailedToCreateRouteException;
import org.apache.camel.PropertyBindingException;

/**
 * Finds the line of a route file that an exception is about. What YAML itself finds wrong has its line; of what Camel
 * finds when it makes a route, it is the line with the word that the message quotes. Where the version before was right,
 * it is one of the lines that were changed.
 */
final class Place {

    private static final Pattern NO_PLACE = Pattern.compile("(?:Unsupported field|Unknown node id): (\\S+)");
    private static final Pattern QUOTED =
            Pattern.compile("'([^'\\n]+)'|\"([^\"\\n]+)\"|\\[([^\\[\\]{}\\n]+)]|\\{([^{}=\\n]+)=");
    private static final Pattern NAMED = Pattern.compile(
            "(?:scheme|registry for|option|feature|class|id|detected|type|bean|found for|name|Ref):? #?([\\w.$/-]+)|, found (\\S+?)\\.?$");
    private static final Pattern ANCHOR = Pattern.compile("&\\w");
    private static final Pattern OPEN_ESCAPE = Pattern.compile("\\\\u(?![0-9a-fA-F]{4})");
    private static final Pattern NOTE = Pattern.compile("(^|\\s)#(\\s.*)?$");

    private final RouteFile file;
    private final List<String> lines;

    private Place(RouteFile file) {
        this.file = file;
        this.lines = file.text()
                .lines()
                .map(line -> NOTE.matcher(line).replaceFirst(""))
                .toList();
    }

    /**
     * The line, from 1; 0 where it is not known.
     *
     * @param sentence what was made of the exception
     * @param before the version that is right, or null
     */
    static int of(RouteFile file, Throwable thrown, String sentence, RouteFile before) {
        int line = new Place(file).of(thrown, sentence);
        if (before == null || before.text().equals(file.text())) {
            return line;
        }
        Difference difference = Difference.between(before, file);
        boolean isCut = difference.last() < difference.first();
        return isCut || difference.holds(line) ? line : difference.first();
    }

    /** The line that a sentence quotes a word of; 0 where there is none. */
    static int of(RouteFile file, String sentence) {
        return new Place(file).rarest(words(QUOTED, sentence));
    }

    private int of(Throwable thrown, String sentence) {
        for (Throwable at = thrown; at != null; at = at.getCause()) {
            int line = YamlErrors.line(at);
            if (line > 0) {
                Matcher key = NO_PLACE.matcher(String.valueOf(at.getMessage()));
                return key.find() ? nearest(key.group(1), line) : line;
            }
            if (at.getMessage() != null && at.getMessage().startsWith("Number of aliases")) {
                return first(ANCHOR);
            }
            if (at.getMessage() != null && at.getMessage().startsWith("Malformed \\uxxxx")) {
                return first(OPEN_ESCAPE);
            }
        }
        int line = rarest(words(QUOTED, sentence.replaceFirst("did you mean.*", "")));
        return line > 0 ? line : quoted(thrown);
    }

    /** The line with this key that is nearest to another line: where a step begins is not where the wrong key stands. */
    private int nearest(String key, int line) {
        Pattern wanted = Pattern.compile("^[\\s-]*[{ ]*" + Pattern.quote(key) + "\\s*:.*");
        return IntStream.range(0, lines.size())
                .filter(i -> wanted.matcher(lines.get(i)).matches())
                .mapToObj(i -> i + 1)
                .min(Comparator.comparingInt(at -> Math.abs(at - line)))
                .orElse(line);
    }

    private int first(Pattern wanted) {
        return IntStream.range(0, lines.size())
                        .filter(i -> wanted.matcher(lines.get(i)).find())
                        .findFirst()
                        .orElse(-1)
                + 1;
    }

    /** The innermost exception says most. */
    private int quoted(Throwable thrown) {
        int line = thrown.getCause() == null ? 0 : quoted(thrown.getCause());
        String route = thrown instanceof FailedToCreateRouteException failed ? failed.getRouteId() : null;
        if (line == 0 && thrown instanceof PropertyBindingException binding) {
            line = rarest(Set.of(binding.getPropertyName()));
        }
        if (line == 0 && route == null) {
            String message = String.valueOf(thrown.getMessage());
            Set<String> words = words(NAMED, message);
            words.addAll(words(QUOTED, message));
            line = rarest(words);
        }
        return line > 0 || route == null ? line : file.lineOf(route);
    }

    private static Set<String> words(Pattern pattern, String message) {
        Set<String> words = new LinkedHashSet<>();
        for (Matcher quoted = pattern.matcher(message); quoted.find(); ) {
            for (int group = 1; group <= quoted.groupCount(); group++) {
                if (quoted.group(group) != null) {
                    words.add(quoted.group(group).strip());
                }
            }
        }
        return words;
    }

    /** The line of the longest of the words that stand in exactly one line, or else of one that stands in several. */
    private int rarest(Set<String> words) {
        int found = 0;
        int length = 0;
        for (String word : words) {
            Pattern whole = Pattern.compile("(?<![\\w-])" + Pattern.quote(word) + "(?![\\w-])");
            List<Integer> at = IntStream.range(0, lines.size())
                    .filter(i -> whole.matcher(lines.get(i)).find())
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
