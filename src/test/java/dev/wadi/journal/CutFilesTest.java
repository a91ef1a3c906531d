package dev.wadi.journal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wadi.disk.Patience;
import dev.wadi.testing.Cleaning;
import dev.wadi.testing.Kept;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What a power cut can leave: files cut anywhere. The start recovers what is whole, and the output is again what the
 * journal gives. With {@code -Dwadi.cut.stride=1} each of the last 4,096 bytes is tried through the whole route.
 */
class CutFilesTest {

    private static final int TAIL = 4_096;
    private static final int STRIDE = Integer.getInteger("wadi.cut.stride", 97);
    private static final String ROUTE = "btcusdt-clean";
    private static final int MESSAGES = 300;

    @TempDir
    Path data;

    private Map<Path, byte[]> before;
    private Cleaning cleaning;

    @BeforeEach
    void clean() throws Exception {
        try (Cleaning first = route().start()) {
            first.keep(LongStream.range(0, MESSAGES).mapToObj(Kept::trade).toList());
            first.awaitCommitted(MESSAGES);
        }
        before = new LinkedHashMap<>();
        try (Stream<Path> files = Files.walk(data)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                before.put(file, Files.readAllBytes(file));
            }
        }
        Kept.in(data).assertWritten(data);
        cleaning = route().start();
        cleaning.context().getRouteController().stopRoute(ROUTE);
    }

    private Cleaning route() throws IOException {
        return new Cleaning(data)
                .with("wadi.batch.rows", 10)
                .with("wadi.batch.interval", 5)
                .with("wadi.csv.roll.rows", 100);
    }

    @AfterEach
    void end() {
        cleaning.close();
    }

    /** Starts the route over the files of before with these bytes in the place of the file's; null for no such file. */
    private void startWith(Path spoilt, byte[] bytes) throws Exception {
        try (Stream<Path> files = Files.walk(data)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                Files.delete(file);
            }
        }
        for (Map.Entry<Path, byte[]> file : before.entrySet()) {
            Files.write(file.getKey(), file.getValue());
        }
        if (bytes == null) {
            Files.delete(spoilt);
        } else {
            Files.write(spoilt, bytes);
        }
        cleaning.context().getRouteController().startRoute(ROUTE);
        Kept kept = Kept.in(data);
        cleaning.awaitCommitted(kept.positions().size());
        cleaning.context().getRouteController().stopRoute(ROUTE);
        kept.assertWhole();
        kept.assertWritten(data);
    }

    private Path file(String name) {
        List<Path> found = before.keySet().stream()
                .filter(file -> file.toString().endsWith(name))
                .toList();
        assertThat(found).hasSize(1);
        return found.get(0);
    }

    private void cutEverywhere(Path file) throws Exception {
        byte[] whole = before.get(file);
        for (int length = whole.length; length >= Math.max(0, whole.length - TAIL); length -= STRIDE) {
            try {
                startWith(file, Arrays.copyOf(whole, length));
            } catch (Exception | AssertionError failed) {
                throw new AssertionError(file + " cut to " + length + " of " + whole.length + " bytes", failed);
            }
        }
    }

    @Test
    void theJournalCut() throws Exception {
        cutEverywhere(file(".tsv"));
    }

    @Test
    void theOpenCsvCut() throws Exception {
        cutEverywhere(file(".csv.part"));
    }

    @Test
    void theOpenRejectsCut() throws Exception {
        cutEverywhere(file(".jsonl.part"));
    }

    @Test
    void theCommitFileCutEmptiedAbsentOrGarbage() throws Exception {
        Path commits = file(".commits");
        cutEverywhere(commits);
        startWith(commits, new byte[0]);
        startWith(commits, null);
        startWith(commits, "garbage\n\u0000\tffff\n{}\t00000000\n".getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void theJournalCutAtEveryByteGivesEveryWholeLine() throws Exception {
        cleaning.close();
        Path journal = data.resolve("journal/btcusdt");
        Path segment = file(".tsv");
        byte[] whole = before.get(segment);
        for (int length = whole.length; length >= whole.length - TAIL; length--) {
            Files.write(segment, Arrays.copyOf(whole, length));
            long lines = new String(whole, 0, length, StandardCharsets.UTF_8)
                    .chars()
                    .filter(c -> c == '\n')
                    .count();
            Recovery recovery = Recovery.of(journal);
            assertThat(recovery.next()).as("cut to %s bytes", length).isEqualTo(lines + 1);
            assertThat(Files.size(segment)).isEqualTo(recovery.length());
        }
    }

    @Test
    void theCommitFileCutAtEveryByteGivesTheNewestWholeCommit() throws Exception {
        cleaning.close();
        Path commits = file(".commits");
        byte[] whole = before.get(commits);
        for (int length = whole.length; length >= Math.max(0, whole.length - TAIL); length--) {
            Files.write(commits, Arrays.copyOf(whole, length));
            String text = new String(whole, 0, length, StandardCharsets.UTF_8);
            try (CommitLog log = new CommitLog(data.resolve("journal/btcusdt"), ROUTE, new Patience(() -> true))) {
                List<Commit> found = log.found();
                // the line feed itself is no part of a commit
                long lines = text.lines()
                        .filter(line -> line.matches("\\{.*}\t[0-9a-f]{8}"))
                        .count();
                assertThat(found).as("cut to %s bytes", length).hasSize((int) lines);
            }
        }
    }
}
