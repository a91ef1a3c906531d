package dev.wadi.file;

import dev.wadi.frame.Frame;
import java.nio.file.Path;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Where files are and what they are called. The pattern may hold {@code {name}}, {@code {time}} (receive time of the first
 * record, UTC) and {@code {position}} (of its frame, which makes the name unique). A name says nothing that the stream has
 * sent.
 *
 * @param unique whether no two frames of a kept stream give the same path
 */
record FileNames(Path directory, String pattern, boolean unique) {

    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss'Z'").withZone(ZoneOffset.UTC);
    private static final Pattern HOLE = Pattern.compile("\\{(\\w*)}");

    /** Files called by a pattern. */
    static FileNames of(Path directory, String pattern, String name, String ending) {
        String rest = pattern.replace("{name}", "").replace("{time}", "").replace("{position}", "");
        if (!pattern.contains("{position}") || !rest.matches("[A-Za-z0-9_. -]*")) {
            throw new IllegalArgumentException(
                    "fileName must be made of {name}, {time}, {position}, letters, digits, '_',"
                            + " '-' and '.', and hold {position}, which makes a name unique; found " + pattern + ".");
        }
        return new FileNames(absolute(directory), pattern.replace("{name}", name) + ending, true);
    }

    /** Everything in this one file. */
    static FileNames single(String file) {
        Path path = absolute(Path.of(file));
        return new FileNames(path.getParent(), path.getFileName().toString(), false);
    }

    private static Path absolute(Path path) {
        return path.toAbsolutePath().normalize();
    }

    /** The path of the file that begins with this frame. */
    Path path(Frame first) {
        if (!unique) {
            return directory.resolve(pattern);
        }
        return directory.resolve(HOLE.matcher(pattern)
                .replaceAll(hole -> Matcher.quoteReplacement(
                        hole.group(1).equals("time")
                                ? TIME.format(first.received())
                                : Long.toString(first.position()))));
    }

    /** Whether a file that was begun with other options would be here with these too. */
    boolean has(Path file) {
        return file.getParent().equals(directory)
                && (unique || file.getFileName().toString().equals(pattern));
    }
}
