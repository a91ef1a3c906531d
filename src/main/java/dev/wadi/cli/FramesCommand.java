package dev.wadi.cli;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import dev.wadi.frame.Frame;
import dev.wadi.journal.JournalReader;
import java.io.BufferedOutputStream;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.apache.camel.main.Main;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Prints the kept frames, decoded, as JSON lines. */
@Command(
        name = "frames",
        description = "Print the kept frames, decoded, as JSON lines.",
        mixinStandardHelpOptions = true)
public final class FramesCommand implements Callable<Integer> {

    private static final JsonFactory JSON = new JsonFactory();

    @Mixin
    private Options options;

    @Parameters(paramLabel = "NAME|DIR", description = "A journal of the data directory, or the directory of one.")
    private String journal;

    @Option(names = "--from", paramLabel = "POSITION", defaultValue = "1", description = "Begin with this frame.")
    private long from;

    @Option(names = "--rows", paramLabel = "N", description = "End after so many frames.")
    private Long limit;

    @Override
    public Integer call() throws Exception {
        Path directory = directory();
        try (JournalReader reader = new JournalReader(directory);
                OutputStream out = new BufferedOutputStream(new FileOutputStream(FileDescriptor.out), 1 << 16)) {
            reader.seek(from, 0);
            for (long printed = 0; (limit == null || printed < limit) && reader.advance(); printed++) {
                print(reader.frame(reader.position() - 1), out);
            }
        } catch (IOException e) {
            if ("Broken pipe".equals(e.getMessage())) {
                return 0; // the reader of the pipe has seen enough
            }
            throw e;
        }
        return 0;
    }

    private Path directory() throws Exception {
        if (isJournal(Path.of(journal))) {
            return Path.of(journal);
        }
        Path kept = data().resolve("journal");
        if (isJournal(kept.resolve(journal))) {
            return kept.resolve(journal);
        }
        throw new UsageException(journal + " is no journal: neither a directory with *.tsv files nor one of those in "
                + kept.toAbsolutePath() + ", which holds " + names(kept) + ".");
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

    private Path data() throws Exception {
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

    private static void print(Frame frame, OutputStream out) throws IOException {
        try (JsonGenerator json = JSON.createGenerator(out)) {
            json.disable(JsonGenerator.Feature.AUTO_CLOSE_TARGET);
            json.disable(JsonGenerator.Feature.FLUSH_PASSED_TO_STREAM);
            json.writeStartObject();
            json.writeNumberField("position", frame.position());
            json.writeStringField("received", frame.received().toString());
            json.writeNumberField("run", frame.run());
            json.writeNumberField("connection", frame.connection());
            json.writeStringField("kind", frame.kind().word());
            if (frame.reason() != null) {
                json.writeStringField("reason", frame.reason());
            }
            if (frame.payload() instanceof byte[] binary) {
                json.writeBinaryField("payload64", binary);
            } else {
                json.writeStringField("payload", frame.text());
            }
            json.writeEndObject();
        }
        out.write('\n');
    }
}
