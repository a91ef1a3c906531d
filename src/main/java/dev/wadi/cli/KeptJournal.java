package dev.wadi.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.camel.main.Main;

/** Finds the journal that a command is told. */
final class KeptJournal {

    private KeptJournal() {}

    /** The directory of a journal: itself, or that of one in the data directory that has this name. */
    static Path find(String name, Options options) throws Exception {
        if (isJournal(Path.of(name))) {
            return Path.of(name).toAbsolutePath().normalize();
        }
        Path kept = data(options).resolve("journal").toAbsolutePath().normalize();
        if (isJournal(kept.resolve(name))) {
            return kept.resolve(name);
        }
        throw new UsageException(name + " is no journal: neither a directory with *.tsv files nor one of those in "
                + kept + ", which holds " + names(kept) + ".");
    }

    private static boolean isJournal(Path directory) throws IOException {
        if (!Files.isDirectory(directory)) {
            return false;
        }
        try (Stream<Path> files = Files.list(directory)) {
            return files.anyMatch(file -> file.toString().matches(".*\\.tsv(\\.gz)?"));
        }
    }

    private static String names(Path kept) throws IOException {
        if (!Files.isDirectory(kept)) {
            return "none";
        }
        try (Stream<Path> files = Files.list(kept)) {
            return String.join(
                    ", ",
                    files.map(file -> file.getFileName().toString()).sorted().toList());
        }
    }

    private static Path data(Options options) throws Exception {
        Main main = options.main();
        main.init();
        try {
            Optional<String> data =
                    main.getCamelContext().getPropertiesComponent().resolveProperty("wadi.data.dir");
            return Path.of(data.orElse("data"));
        } finally {
            main.stop();
        }
    }
}
