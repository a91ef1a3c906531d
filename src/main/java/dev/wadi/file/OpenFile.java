package dev.wadi.file;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.wadi.disk.AppendFile;
import dev.wadi.disk.Patience;
import dev.wadi.frame.Frame;
import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A file that takes records, as {@code NAME.part}, and what decides how long it does. Not thread-safe. */
final class OpenFile implements Closeable {

    private static final Logger LOG = LoggerFactory.getLogger(OpenFile.class);
    private static final ObjectMapper JSON = new ObjectMapper();

    private final Path path;
    private final int run;
    private final long period;
    private final String header;
    private final AppendFile file;
    private long records;

    private OpenFile(Path path, int run, long period, String header, long records, AppendFile file) {
        this.path = path;
        this.run = run;
        this.period = period;
        this.header = header;
        this.records = records;
        this.file = file;
    }

    /** Begins a file with the record of this frame; what is there under its open name goes. */
    static OpenFile begin(Path path, Frame first, long period, byte[] header, Patience patience) throws IOException {
        patience.insist("make the directory", path.getParent(), () -> Files.createDirectories(path.getParent()));
        AppendFile file = new AppendFile(part(path), 0, patience);
        if (header.length > 0) {
            file.append(ByteBuffer.wrap(header));
        }
        return new OpenFile(path, first.run(), period, new String(header, StandardCharsets.UTF_8), 0, file);
    }

    /** Opens a file as it was when it gave this state, and cuts off what came later. */
    static OpenFile restore(Path path, JsonNode state, Patience patience) throws IOException {
        long length = state.path("length").asLong();
        long found = Files.size(part(path));
        if (found > length) {
            LOG.warn(
                    "{}: cut off {} bytes that were not committed; they are written again.",
                    part(path),
                    found - length);
        }
        AppendFile file = new AppendFile(part(path), length, patience);
        return new OpenFile(
                path,
                state.path("run").asInt(),
                state.path("period").asLong(),
                state.path("header").asText(),
                state.path("records").asLong(),
                file);
    }

    /** Whether the file is there still, and as long as it was when it gave this state. */
    static boolean bears(Path path, JsonNode state) {
        try {
            return Files.size(part(path)) >= state.path("length").asLong();
        } catch (IOException missing) {
            return false;
        }
    }

    ObjectNode state() {
        return JSON.createObjectNode()
                .put("file", path.toString())
                .put("length", file.length())
                .put("records", records)
                .put("run", run)
                .put("period", period)
                .put("header", header);
    }

    void append(ByteBuffer bytes, int count) throws IOException {
        file.append(bytes);
        records += count;
    }

    void force() throws IOException {
        file.force();
    }

    /** Its name while it is open. */
    static Path part(Path path) {
        return path.resolveSibling(path.getFileName() + ".part");
    }

    /** Its name when it is finished. */
    Path path() {
        return path;
    }

    int run() {
        return run;
    }

    long period() {
        return period;
    }

    long records() {
        return records;
    }

    long length() {
        return file.length();
    }

    boolean hasHeader(byte[] other) {
        return header.equals(new String(other, StandardCharsets.UTF_8));
    }

    @Override
    public void close() throws IOException {
        file.close();
    }
}
