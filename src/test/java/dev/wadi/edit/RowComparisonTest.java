package dev.wadi.edit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wadi.edit.RowComparison.Change;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RowComparisonTest {

    @TempDir
    Path directory;

    @Test
    void theSameRowsAreTheSame() throws IOException {
        before("f-1.csv", "h", "a", "b");
        now("f-1.csv", "h", "a", "b");

        assertThat(compare().isSame()).isTrue();
        assertThat(compare().same()).isEqualTo(2);
    }

    @Test
    void anAddedRowIsOne() throws IOException {
        before("f-1.csv", "h", "a", "b", "c", "d", "e");
        now("f-1.csv", "h", "a", "b", "new", "c", "d", "e");

        assertCounts(compare(), 5, 0, 1, 0);
        assertThat(compare().first()).containsExactly(new Change(null, "new"));
    }

    @Test
    void aRowThatIsGoneIsOne() throws IOException {
        before("f-1.csv", "h", "a", "b", "c", "d", "e");
        now("f-1.csv", "h", "b", "c", "d", "e");

        assertCounts(compare(), 4, 0, 0, 1);
        assertThat(compare().first()).containsExactly(new Change("a", null));
    }

    @Test
    void aRowThatIsAnotherIsOne() throws IOException {
        before("f-1.csv", "h", "a", "b", "c", "d", "e");
        now("f-1.csv", "h", "a", "B", "c", "d", "e");

        assertCounts(compare(), 4, 1, 0, 0);
        assertThat(compare().first()).containsExactly(new Change("b", "B"));
    }

    @Test
    void rowsAtTheEndCount() throws IOException {
        before("f-1.csv", "h", "a");
        now("f-1.csv", "h", "a", "b", "c");

        assertCounts(compare(), 1, 0, 2, 0);
    }

    @Test
    void whereAFileEndsDoesNotMatter() throws IOException {
        before("f-9.csv", "h", "a", "b");
        before("f-10.csv", "h", "c", "d");
        now("f-9.csv", "h", "a");
        now("f-11.csv", "h", "b", "c", "d");

        assertThat(compare().isSame()).isTrue();
    }

    @Test
    void otherColumnsAreAChange() throws IOException {
        before("f-1.csv", "h", "a");
        now("f-1.csv", "H", "a");

        assertThat(compare().first()).containsExactly(new Change("h", "H"));
    }

    @Test
    void compressedAndOpenFilesReadTheSame() throws IOException {
        before("f-1.csv", "h", "a", "b");
        Files.createDirectories(directory.resolve("now"));
        try (OutputStream file = new GZIPOutputStream(
                Files.newOutputStream(directory.resolve("now").resolve("f-1.csv.gz")))) {
            file.write("h\na\n".getBytes(StandardCharsets.UTF_8));
        }
        now("f-2.csv.part", "h", "b");

        assertThat(compare().isSame()).isTrue();
    }

    @Test
    void aLineBreakInQuotesEndsNoRow() throws IOException {
        before("f-1.csv", "h", "\"a\nb\"\"\n\",1", "c");
        now("f-1.csv", "h", "\"a\nb\"\"\n\",2", "c");

        assertThat(compare().first()).containsExactly(new Change("\"a\nb\"\"\n\",1", "\"a\nb\"\"\n\",2"));
    }

    @Test
    void eachFeedIsComparedWithItself() throws IOException {
        before("x-1.csv", "h", "a");
        before("y-1.csv", "h", "b");
        now("y-1.csv", "h", "b");

        assertThat(compare().isSame()).isTrue();
    }

    @Test
    void theFirstTenOfEachAreShown() throws IOException {
        before("f-1.csv", IntStream.range(0, 100).mapToObj(i -> "a" + i).toArray(String[]::new));
        now("f-1.csv", IntStream.range(0, 100).mapToObj(i -> "b" + i).toArray(String[]::new));

        assertCounts(compare(), 0, 100, 0, 0);
        assertThat(compare().first()).hasSize(10);
    }

    /** Quadratic, it would take an hour. */
    @Test
    void aMillionRowsThatAreAllOthersAreCompared() throws IOException {
        write("before", "f-1.csv", IntStream.range(0, 1_000_000).mapToObj(i -> "1,2,a" + i));
        write("now", "f-1.csv", IntStream.range(0, 1_000_000).mapToObj(i -> "1,2,b" + i));

        RowComparison comparison = Assertions.assertTimeoutPreemptively(Duration.ofMinutes(2), this::compare);

        assertCounts(comparison, 0, 1_000_000, 0, 0);
    }

    /** Each row stands there many times: every place would be a place to be in step. */
    @Test
    void rowsThatAreAllAlikeAreCompared() throws IOException {
        write("before", "f-1.csv", IntStream.range(0, 200_000).mapToObj(i -> i % 2000 == 0 ? "x" : "same"));
        write("now", "f-1.csv", IntStream.range(0, 200_000).mapToObj(i -> i % 2000 == 0 ? "y" : "same"));

        RowComparison comparison = Assertions.assertTimeoutPreemptively(Duration.ofMinutes(2), this::compare);

        assertThat(comparison.isSame()).isFalse();
    }

    private static void assertCounts(RowComparison comparison, long same, long changed, long added, long gone) {
        assertThat(List.of(comparison.same(), comparison.changed(), comparison.added(), comparison.gone()))
                .as("same, changed, added, gone")
                .containsExactly(same, changed, added, gone);
    }

    private RowComparison compare() throws IOException {
        return RowComparison.of(directory.resolve("before"), directory.resolve("now"));
    }

    private void before(String file, String... rows) throws IOException {
        write("before", file, java.util.Arrays.stream(rows));
    }

    private void now(String file, String... rows) throws IOException {
        write("now", file, java.util.Arrays.stream(rows));
    }

    private void write(String where, String file, java.util.stream.Stream<String> rows) throws IOException {
        Path target = Files.createDirectories(directory.resolve(where)).resolve(file);
        Files.writeString(target, rows.map(row -> row + "\n").collect(Collectors.joining()));
    }
}
