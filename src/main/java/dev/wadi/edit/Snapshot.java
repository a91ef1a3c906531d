package dev.wadi.edit;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;

/**
 * All that can be edited, as it was at one moment.
 *
 * @param files the route files, by their paths
 * @param options the text of application.properties; null where there is none
 */
record Snapshot(Map<Path, RouteFile> files, String options) {

    static Snapshot of(Path routes, Path options) throws IOException {
        Map<Path, RouteFile> files = new TreeMap<>();
        RouteFile.in(routes).forEach(file -> files.put(file.path(), file));
        String text = null;
        try {
            text = new String(Files.readAllBytes(options), StandardCharsets.UTF_8);
        } catch (NoSuchFileException none) {
            // and so no text
        }
        return new Snapshot(files, text);
    }

    /** Whether a file is missing that another snapshot has. */
    boolean lacks(Snapshot other) {
        return (options == null && other.options != null) || !files.keySet().containsAll(other.files.keySet());
    }
}
