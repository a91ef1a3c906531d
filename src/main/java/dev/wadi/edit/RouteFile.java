package dev.wadi.edit;

import java.io.IOException;
import java.io.InputStream;
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
 * @param text its content, or as much of it as is read, without a byte order mark
 */
public record RouteFile(Path path, String text) {

    /** What the name of a route file ends with. */
    public static final String ENDING = ".camel.yaml";

    /** How long a route file may be; what is behind is not read. */
    static final int MAX_BYTES = 1 << 20;

    private static final Pattern PRECONDITION = Pattern.compile("precondition: *[\"']?\\{\\{([^{}]+)}}");
    private static final Pattern OPEN = Pattern.compile("[^#]*\\{\\{(?!.*}}).*");
    private static final Pattern PLACEHOLDER = Pattern.compile("\\{\\{\\??!?([^{}:?]+)(?:[:?][^{}]*)?}}");

    /** Reads a file. */
    public static RouteFile read(Path path) throws IOException {
        String text;
        try (InputStream file = Files.newInputStream(path)) {
            text = new String(file.readNBytes(MAX_BYTES + 1), StandardCharsets.UTF_8);
        }
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

    /** The number of the first line with a '{{' that is not closed, from 1; 0 where there is none. */
    int openPlaceholder() {
        List<String> lines = text.lines().toList();
        for (int i = 0; i < lines.size(); i++) {
            if (OPEN.matcher(lines.get(i)).matches()) {
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
}
