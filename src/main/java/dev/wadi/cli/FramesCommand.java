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
import java.nio.file.Path;
import java.util.concurrent.Callable;
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
        Path directory = KeptJournal.find(journal, options);
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
