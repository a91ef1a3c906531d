package dev.wadi.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.wadi.disk.Patience;
import dev.wadi.frame.Frame;
import dev.wadi.frame.Kind;
import dev.wadi.frame.Reader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Which rows go into which file, and what the files are called. A row is {@code N<position>}, received at its second. */
class RollingFilesTest {

    private static final Instant BEGIN = Instant.parse("2026-11-24T10:00:00Z");
    private static final Patience NONE = new Patience(() -> true);

    @TempDir
    Path directory;

    private RollingFiles files(String pattern, Rolling rolling, boolean gzip) {
        return new RollingFiles(
                "trades",
                (byte) '"',
                new Roll(names(pattern, ".csv"), rolling, gzip, NONE, (file, records, bytes) -> {}),
                new Roll(names(pattern, ".jsonl"), rolling, gzip, NONE, (file, records, bytes) -> {}));
    }

    private FileNames names(String pattern, String ending) {
        return FileNames.of(directory, pattern, "trades", ending);
    }

    private static Frame frame(long position) {
        return new Frame(
                position,
                position - 1,
                1,
                1,
                Frame.nanos(BEGIN.plusSeconds(position)),
                Kind.TEXT,
                "N" + position,
                null);
    }

    /** A batch of these frames, each with as many rows as is said. */
    private static void write(RollingFiles files, String header, long from, long to, int rowsOfAFrame)
            throws IOException {
        Batch batch = new Batch();
        StringBuilder csv = new StringBuilder(header + "\n");
        for (long position = from; position < to; position++) {
            List<Map<String, Object>> rows = new ArrayList<>();
            for (int i = 0; i < rowsOfAFrame; i++) {
                rows.add(Map.of(header, "N" + position));
                csv.append("N").append(position).append('\n');
            }
            batch.add(frame(position), rows);
        }
        files.write(batch, csv.toString().getBytes(StandardCharsets.UTF_8));
    }

    private Map<String, String> found() throws IOException {
        Map<String, String> found = new TreeMap<>();
        try (Stream<Path> list = Files.list(directory)) {
            for (Path file : list.toList()) {
                String text = file.toString().endsWith(".gz")
                        ? new String(
                                new GZIPInputStream(Files.newInputStream(file)).readAllBytes(), StandardCharsets.UTF_8)
                        : Files.readString(file);
                found.put(file.getFileName().toString(), text.replace("\n", " ").strip());
            }
        }
        return found;
    }

    @Test
    void aFileHoldsNoMoreRowsThanItMayWhereverABatchEnds() throws Exception {
        RollingFiles files = files("{position}", new Rolling(3, null, 0, true), false);
        write(files, "H", 1, 6, 1);
        write(files, "H", 6, 8, 1);
        files.end();
        assertThat(found()).isEqualTo(Map.of("1.csv", "H N1 N2 N3", "4.csv", "H N4 N5 N6", "7.csv", "H N7"));
    }

    @Test
    void aFileHoldsNoMoreBytesThanItMay() throws Exception {
        RollingFiles files = files("{position}", new Rolling(0, null, "H\nN1\nN2\n".length(), true), false);
        write(files, "H", 1, 6, 1);
        files.end();
        assertThat(found()).isEqualTo(Map.of("1.csv", "H N1 N2", "3.csv", "H N3 N4", "5.csv", "H N5"));
    }

    @Test
    void theRowsOfOneFrameStayInOneFile() throws Exception {
        RollingFiles files = files("{position}", new Rolling(3, null, 0, true), false);
        write(files, "H", 1, 3, 2);
        write(files, "H", 3, 4, 5);
        files.end();
        assertThat(found()).isEqualTo(Map.of("1.csv", "H N1 N1", "2.csv", "H N2 N2", "3.csv", "H N3 N3 N3 N3 N3"));
    }

    @Test
    void aFileHoldsRowsReceivedInOnePeriod() throws Exception {
        RollingFiles files = files("{position}", new Rolling(0, Duration.ofSeconds(10), 0, true), false);
        write(files, "H", 8, 12, 1);
        files.end();
        assertThat(found()).isEqualTo(Map.of("8.csv", "H N8 N9", "10.csv", "H N10 N11"));
    }

    @Test
    void aFileIsCalledByThePattern() throws Exception {
        RollingFiles files = files("{name} from {time} no. {position}", new Rolling(0, null, 0, true), false);
        write(files, "H", 5, 6, 1);
        files.end();
        assertThat(found()).containsOnlyKeys("trades from 20261124T100005Z no. 5.csv");
    }

    @Test
    void aPatternWithoutPositionOrWithAPathIsRefused() {
        assertThatThrownBy(() -> names("{name}-{time}", ".csv")).hasMessageContaining("hold {position}");
        assertThatThrownBy(() -> names("../{position}", ".csv")).hasMessageContaining("found ../{position}");
    }

    @Test
    void aFinishedFileIsCompressed() throws Exception {
        RollingFiles files = files("{position}", new Rolling(2, null, 0, true), true);
        write(files, "H", 1, 4, 1);
        assertThat(found()).isEqualTo(Map.of("1.csv.gz", "H N1 N2", "3.csv.part", "H N3"));
        files.end();
        assertThat(found()).isEqualTo(Map.of("1.csv.gz", "H N1 N2", "3.csv.gz", "H N3"));
    }

    @Test
    void otherColumnsBeginANewFile() throws Exception {
        RollingFiles files = files("{position}", new Rolling(0, null, 0, true), false);
        write(files, "H", 1, 3, 1);
        write(files, "G", 3, 4, 1);
        files.end();
        assertThat(found()).isEqualTo(Map.of("1.csv", "H N1 N2", "3.csv", "G N3"));
    }

    @Test
    void aBatchThatDoesNotFollowIsRefused() throws Exception {
        RollingFiles files = files("{position}", new Rolling(0, null, 0, true), false);
        write(files, "H", 1, 3, 1);
        assertThatThrownBy(() -> write(files, "H", 4, 5, 1))
                .hasMessage("rolling-file:trades expects the batch that follows frame 2 and found one that follows"
                        + " frame 3: batches must come in order (executorService \"#inline\").");
    }

    /** Files of this route, which has written frames 1 and 2 and ended before they were committed. */
    private RollingFiles left(Running route) throws IOException {
        RollingFiles files = files("{position}", new Rolling(0, null, 0, true), false);
        files.restore(route, null);
        write(files, "H", 1, 3, 1);
        files.end();
        return files;
    }

    @Test
    void aBatchThatIsCommittedAfterTheEndOfItsRouteIsGoneOnWithInItsFile() throws Exception {
        Running route = new Running();
        String committed = left(route).state();

        RollingFiles next = files("{position}", new Rolling(0, null, 0, true), false);
        next.restore(route, committed);
        write(next, "H", 3, 5, 1);
        route.ended = true;
        next.end();
        next.committed();
        assertThat(found()).isEqualTo(Map.of("1.csv", "H N1 N2 N3 N4"));
    }

    @Test
    void aBatchThatComesAfterTheEndOfItsRouteIsNotWrittenAndComesAgain() throws Exception {
        Running route = new Running();
        RollingFiles files = left(route);
        write(files, "H", 3, 5, 1);
        assertThat(found()).isEqualTo(Map.of("1.csv.part", "H N1 N2"));
        assertThat(route.failed).containsExactly(4L);
    }

    /** The reader of a route that runs, until it is said to have ended. */
    private static final class Running implements Reader {

        private final List<Long> failed = new ArrayList<>();
        private boolean ended;

        @Override
        public void gathered(long position) {}

        @Override
        public void written(long position) {}

        @Override
        public void failed(long position, Throwable cause) {
            failed.add(position);
        }

        @Override
        public boolean isGoingBack() {
            return false;
        }

        @Override
        public void changed() {}

        @Override
        public boolean isEnded() {
            return ended;
        }
    }
}
