package dev.wadi.journal;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.wadi.disk.AppendFile;
import dev.wadi.disk.Durable;
import dev.wadi.disk.Patience;
import dev.wadi.disk.ProcessLock;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import java.util.zip.CRC32C;

/**
 * The commits of one reader, {@code readers/NAME.commits} in the journal's directory: one a line, JSON and behind it the
 * CRC-32C of that JSON, the newest last. A line that is torn or damaged does not count. Not thread-safe.
 */
final class CommitLog implements Commits {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String DIRECTORY = "readers";
    private static final String ENDING = ".commits";
    private static final long COMPACT_BYTES = 1 << 18;

    private final Path path;
    private final Patience patience;
    private final ProcessLock lock;
    private final List<Commit> found;
    private AppendFile file;

    /**
     * Opens the log of a reader.
     *
     * @throws IOException if another process reads in this reader's name
     */
    CommitLog(Path journal, String reader, Patience patience) throws IOException {
        Path directory = Files.createDirectories(journal.resolve(DIRECTORY));
        this.path = directory.resolve(reader + ENDING);
        this.patience = patience;
        this.lock = ProcessLock.take(
                directory.resolve(reader + ".lock"), "The reader " + reader + " of the journal " + journal);
        try {
            found = read(path);
            // what follows a torn line must not be taken for its end
            file = new AppendFile(path, Files.exists(path) ? Files.size(path) : 0, patience);
            if (file.length() > 0) {
                file.append(ByteBuffer.wrap(new byte[] {'\n'}));
            }
        } catch (IOException failed) {
            lock.close();
            throw failed;
        }
    }

    @Override
    public List<Commit> found() {
        return found;
    }

    @Override
    public void append(Commit commit) throws IOException {
        file.append(ByteBuffer.wrap(line(commit)));
    }

    @Override
    public void force(Commit last) throws IOException {
        if (file.length() > COMPACT_BYTES) {
            patience.insist("replace", path, () -> Durable.replace(path, line(last)));
            file.close();
            file = new AppendFile(path, Files.size(path), patience);
        } else {
            file.force();
        }
    }

    private static byte[] line(Commit commit) throws IOException {
        ObjectNode json =
                JSON.createObjectNode().put("position", commit.position()).put("runs", commit.runs());
        json.set("sinks", JSON.valueToTree(commit.sinks()));
        String text = json.toString();
        return (text + "\t" + checksum(text) + "\n").getBytes(StandardCharsets.UTF_8);
    }

    private static String checksum(String text) {
        CRC32C checksum = new CRC32C();
        checksum.update(text.getBytes(StandardCharsets.UTF_8));
        return String.format("%08x", checksum.getValue());
    }

    private static List<Commit> read(Path path) throws IOException {
        List<Commit> commits = new ArrayList<>();
        try {
            // as bytes: garbage is no reason to fail
            String all = new String(Files.readAllBytes(path), StandardCharsets.UTF_8);
            for (String line : all.lines().toList()) {
                int tab = line.lastIndexOf('\t');
                if (tab > 0 && line.substring(tab + 1).equals(checksum(line.substring(0, tab)))) {
                    commits.add(commit(line.substring(0, tab)));
                }
            }
        } catch (NoSuchFileException firstStart) {
            return commits;
        }
        Collections.reverse(commits);
        return commits;
    }

    private static Commit commit(String json) throws JsonProcessingException {
        JsonNode node = JSON.readTree(json);
        Map<String, String> sinks = JSON.convertValue(node.path("sinks"), new TypeReference<>() {});
        return new Commit(node.path("position").asLong(), node.path("runs").asInt(), sinks);
    }

    /** The position that every reader of the journal has committed; the largest there is where none reads it. */
    static long leastCommitted(Path journal) throws IOException {
        Path directory = journal.resolve(DIRECTORY);
        if (!Files.isDirectory(directory)) {
            return Long.MAX_VALUE;
        }
        long least = Long.MAX_VALUE;
        try (Stream<Path> files = Files.list(directory)) {
            for (Path log :
                    files.filter(file -> file.toString().endsWith(ENDING)).toList()) {
                // the oldest that is kept: a power cut may bring it back
                List<Commit> commits = read(log);
                least = Math.min(
                        least,
                        commits.isEmpty() ? 0 : commits.get(commits.size() - 1).position());
            }
        }
        return least;
    }

    @Override
    public void close() throws IOException {
        file.close();
        lock.close();
    }
}
