package dev.wadi.cli;

import dev.wadi.edit.RouteFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.camel.main.Main;
import org.apache.camel.main.SimpleMainShutdownStrategy;
import picocli.CommandLine.Option;

/** What every command that loads routes can be told. */
final class Options {

    @Option(
            names = "--routes",
            paramLabel = "DIR",
            description = "Where the route files are. Default: routes/ beside the program.")
    private Path routes;

    @Option(
            names = "--set",
            paramLabel = "KEY=VALUE",
            description = "Sets an option of application.properties; may be given again.")
    private final Map<String, String> set = new LinkedHashMap<>();

    /** Sets an option unless the command line does. */
    void setDefault(String key, String value) {
        set.putIfAbsent(key, value);
    }

    Path routes() {
        Path directory = routes == null ? home().resolve("routes") : routes;
        if (!Files.isDirectory(directory)) {
            throw new UsageException(directory.toAbsolutePath()
                    + " is no directory: --routes names the one with the *.camel.yaml files.");
        }
        return directory.toAbsolutePath().normalize();
    }

    /** The route files, at least one. */
    List<RouteFile> routeFiles() throws IOException {
        List<RouteFile> files = RouteFile.in(routes());
        if (files.isEmpty()) {
            throw new UsageException(routes() + " holds no *" + RouteFile.ENDING + " file.");
        }
        return files;
    }

    private static Path home() {
        return Path.of(System.getProperty("wadi.home", ""));
    }

    /** The application.properties that count: those in the working directory, or else those beside the program. */
    Path properties() {
        Path here = Path.of("application.properties");
        return (Files.exists(here) ? here : home().resolve("application.properties"))
                .toAbsolutePath()
                .normalize();
    }

    /** A Camel Main with these options and no routes yet. */
    Main main() {
        Main main = new Main();
        main.configure().setName("wadi");
        // without Camel's own shutdown hook: a command ends by itself, and says what it did
        main.setShutdownStrategy(new SimpleMainShutdownStrategy());
        main.setPropertyPlaceholderLocations("file:" + properties());
        set.forEach(main::addOverrideProperty);
        return main;
    }
}
