package dev.wadi.shape;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/** One Kamelet, as the YAML parser of Camel reads it. */
final class KameletFile {

    private static final Pattern PLACEHOLDER = Pattern.compile("\\{\\{(\\??)([^{}]+)}}");

    private final Path path;
    private final Map<?, ?> content;

    private KameletFile(Path path) {
        this.path = path;
        try {
            content = (Map<?, ?>) new Load(LoadSettings.builder().build()).loadFromString(Files.readString(path));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static List<KameletFile> all() {
        try (Stream<Path> files = Files.list(Path.of("src/main/resources/kamelets"))) {
            return files.sorted().map(KameletFile::new).toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    String fileName() {
        return path.getFileName().toString();
    }

    /** The map under these keys, one in the other. */
    Map<?, ?> at(String... keys) {
        Map<?, ?> found = content;
        for (String key : keys) {
            found = (Map<?, ?>) found.get(key);
        }
        return found;
    }

    String name() {
        return (String) at("metadata").get("name");
    }

    String type() {
        return (String) at("metadata", "labels").get("camel.apache.org/kamelet.type");
    }

    /** The options by their names. */
    @SuppressWarnings("unchecked")
    Map<String, Map<String, ?>> options() {
        return (Map<String, Map<String, ?>>) at("spec", "definition", "properties");
    }

    List<?> required() {
        return (List<?>) at("spec", "definition").get("required");
    }

    /** What the template asks for by {@code {{NAME}}}. */
    Set<String> asked() {
        return placeholders("");
    }

    /** What it asks for by {@code {{?NAME}}}: it may be missing. */
    Set<String> askedIfThere() {
        return placeholders("?");
    }

    private Set<String> placeholders(String mark) {
        Set<String> names = new TreeSet<>();
        Matcher found = PLACEHOLDER.matcher(String.valueOf(at("spec", "template")));
        while (found.find()) {
            if (found.group(1).equals(mark)) {
                names.add(found.group(2));
            }
        }
        return names;
    }

    /** The beans that the template makes. */
    List<String> beans() {
        List<?> beans = (List<?>) at("spec", "template").get("beans");
        return beans == null
                ? List.of()
                : beans.stream()
                        .map(bean -> String.valueOf(((Map<?, ?>) bean).get("name")))
                        .toList();
    }

    @Override
    public String toString() {
        return path.getFileName().toString();
    }
}
