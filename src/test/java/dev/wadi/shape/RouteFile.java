package dev.wadi.shape;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.BiConsumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/** One file of {@code routes/}, also one that is off by its name, as the YAML parser of Camel reads it. */
final class RouteFile {

    private static final Pattern PLACEHOLDER = Pattern.compile("\\{\\{[?!]?([^{}:]+)(:[^{}]*)?}}");

    private static final Pattern NO_BEAN = Pattern.compile("#(class|type|bean|property|valueAs)[:(].*");

    private final Path path;
    private final Object content;

    private RouteFile(Path path) {
        this.path = path;
        try {
            this.content = new Load(LoadSettings.builder().build()).loadFromString(Files.readString(path));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static List<RouteFile> all() {
        try (Stream<Path> files = Files.walk(Path.of("routes"))) {
            return files.filter(file -> file.getFileName().toString().contains(".camel.yaml"))
                    .sorted()
                    .map(RouteFile::new)
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    Object content() {
        return content;
    }

    /** The maps that stand under {@code key}, anywhere in the file. */
    List<Map<?, ?>> under(String key) {
        Stream.Builder<Map<?, ?>> found = Stream.builder();
        walk(content, (name, value) -> {
            if (name.equals(key) && value instanceof Map<?, ?> map) {
                found.add(map);
            }
        });
        return found.build().toList();
    }

    /** The keys of all {@code {{key}}}. */
    Set<String> placeholders() {
        Set<String> keys = new TreeSet<>();
        walk(content, (name, value) -> {
            if (value instanceof String text) {
                Matcher placeholder = PLACEHOLDER.matcher(text);
                while (placeholder.find()) {
                    keys.add(placeholder.group(1).strip());
                }
            }
        });
        return keys;
    }

    /** The beans that the file makes. */
    List<Map<?, ?>> beans() {
        Stream.Builder<Map<?, ?>> beans = Stream.builder();
        walk(content, (name, value) -> {
            if (name.equals("beans") && value instanceof List<?> list) {
                list.forEach(bean -> beans.add((Map<?, ?>) bean));
            }
        });
        return beans.build().toList();
    }

    /** The names of the beans that the file asks for: {@code ref: NAME} and {@code "#NAME"}. */
    Set<String> beansNamed() {
        Set<String> names = new TreeSet<>();
        walk(content, (name, value) -> {
            if (value instanceof String text) {
                if (name.equals("ref")
                        || (text.matches("#.+") && !NO_BEAN.matcher(text).matches())) {
                    names.add(text.replaceFirst("^#", ""));
                }
            }
        });
        return names;
    }

    private static void walk(Object node, BiConsumer<String, Object> visitor) {
        if (node instanceof Map<?, ?> map) {
            map.forEach((key, value) -> {
                visitor.accept(String.valueOf(key), value);
                walk(value, visitor);
            });
        } else if (node instanceof List<?> list) {
            for (Object entry : list) {
                if (entry instanceof String) {
                    visitor.accept("", entry);
                }
                walk(entry, visitor);
            }
        }
    }

    @Override
    public String toString() {
        return path.toString();
    }
}
