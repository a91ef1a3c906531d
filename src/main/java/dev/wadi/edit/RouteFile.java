package dev.wadi.edit;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.apache.camel.main.Main;
import org.apache.camel.spi.Resource;
import org.apache.camel.support.ResourceHelper;

/**
 * A route file as it was at one moment: what is checked is what runs, whatever is saved meanwhile.
 *
 * @param path absolute
 * @param text its content, without a byte order mark
 */
public record RouteFile(Path path, String text) {

    /** What the name of a route file ends with. */
    public static final String ENDING = ".camel.yaml";

    private static final Pattern PRECONDITION = Pattern.compile("precondition: *[\"']?\\{\\{([^{}]+)}}");
    private static final Pattern PLACEHOLDER = Pattern.compile("\\{\\{\\??!?([^{}:?]+)(?:[:?][^{}]*)?}}");

    /** Reads a file. */
    public static RouteFile read(Path path) throws IOException {
        String text = new String(Files.readAllBytes(path), StandardCharsets.UTF_8);
        return new RouteFile(path.toAbsolutePath().normalize(), text.startsWith("\uFEFF") ? text.substring(1) : text);
    }

    /** The paths of the route files in a directory, in the order of their names. */
    public static List<Path> paths(Path directory) throws IOException {
        try (Stream<Path> list = Files.list(directory)) {
            return list.filter(file -> file.toString().endsWith(ENDING) && Files.isRegularFile(file))
                    .map(file -> file.toAbsolutePath().normalize())
                    .sorted()
                    .toList();
        }
    }

    /** The route files in a directory, in the order of their names. */
    public static List<RouteFile> in(Path directory) throws IOException {
        List<RouteFile> files = new ArrayList<>();
        for (Path path : paths(directory)) {
            try {
                files.add(read(path));
            } catch (NoSuchFileException removedMeanwhile) {
                // and so no route file
            }
        }
        return files;
    }

    /** Its content, as Camel loads it. */
    Resource resource() {
        return ResourceHelper.fromString(path.toUri().toString(), text);
    }

    /** The file beside it that says what its routes must make of which frames; it need not exist. */
    Path tests() {
        String name = path.getFileName().toString();
        return path.resolveSibling(name.substring(0, name.length() - ENDING.length()) + ".test.yaml");
    }

    /** The number of the first line that holds this text, from 1; 0 where none does. */
    int lineOf(String wanted) {
        List<String> lines = text.lines().toList();
        for (int i = 0; i < lines.size(); i++) {
            if (lines.get(i).contains(wanted)) {
                return i + 1;
            }
        }
        return 0;
    }

    /** Whether it names this option, as {@code {{key}}}. */
    boolean names(String key) {
        Matcher placeholders = PLACEHOLDER.matcher(text);
        return placeholders.results().anyMatch(found -> found.group(1).strip().equals(key));
    }

    /** Makes a Main for which the routes of this file are switched on, whatever their preconditions ask for. */
    Supplier<Main> switchedOn(Supplier<Main> mains) {
        return () -> {
            Main main = mains.get();
            PRECONDITION
                    .matcher(text)
                    .results()
                    .forEach(option -> main.addOverrideProperty(option.group(1).strip(), "true"));
            return main;
        };
    }

    /** What differs from an older version, as in {@code line 12} or {@code lines 12 to 14}. */
    String differenceFrom(RouteFile older) {
        List<String> now = text.lines().toList();
        List<String> before = older.text.lines().toList();
        int same = 0;
        while (same < Math.min(now.size(), before.size()) && now.get(same).equals(before.get(same))) {
            same++;
        }
        int sameAtEnd = 0;
        while (sameAtEnd < Math.min(now.size(), before.size()) - same
                && now.get(now.size() - 1 - sameAtEnd).equals(before.get(before.size() - 1 - sameAtEnd))) {
            sameAtEnd++;
        }
        int last = now.size() - sameAtEnd;
        if (last <= same) {
            return now.size() == before.size() ? "white space" : "lines removed behind line " + same;
        }
        return last == same + 1 ? "line " + last : "lines " + (same + 1) + " to " + last;
    }
}
