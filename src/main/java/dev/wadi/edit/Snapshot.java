package dev.wadi.edit;

import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * All that can be edited, as it was at one moment.
 *
 * @param files the route files, by their paths
 * @param options the text of application.properties; empty where there is none
 */
record Snapshot(Map<Path, RouteFile> files, String options) {

    static Snapshot of(Path routes, Path options) throws IOException {
        Map<Path, RouteFile> files = new TreeMap<>();
        RouteFile.in(routes).forEach(file -> files.put(file.path(), file));
        String text = "";
        try {
            text = Files.readString(options);
        } catch (NoSuchFileException none) {
            // the defaults hold
        }
        return new Snapshot(files, text);
    }

    /**
     * The options that another snapshot has with other values.
     *
     * @throws IllegalArgumentException if one of both is no text of options
     */
    Set<String> changedOptions(Snapshot other) {
        Properties here = properties(options);
        Properties there = properties(other.options);
        Set<String> keys = new TreeSet<>(here.stringPropertyNames());
        keys.addAll(there.stringPropertyNames());
        keys.removeIf(key -> String.valueOf(here.getProperty(key)).equals(String.valueOf(there.getProperty(key))));
        return keys;
    }

    private static Properties properties(String text) {
        Properties properties = new Properties();
        try {
            properties.load(new StringReader(text));
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
        return properties;
    }
}
