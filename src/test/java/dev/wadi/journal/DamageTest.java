package dev.wadi.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.wadi.disk.Patience;
import dev.wadi.frame.Kind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is no journal any more: an error with the place, or cut off where a crash may have left it. */
class DamageTest {

    private static final JournalSettings SETTINGS =
            new JournalSettings(Duration.ofSeconds(1), 1 << 30, Duration.ofHours(1), false, null, 0);
    private static final Patience NONE = new Patience(() -> true);

    @TempDir
    Path directory;

    private static JournalSettings small(boolean compress, Duration retainTime, long retainBytes) {
        return new JournalSettings(Duration.ofSeconds(1), 1000, Duration.ofHours(1), compress, retainTime, retainBytes);
    }

    private JournalWriter writer(JournalSettings settings) throws IOException {
        return new JournalWriter(directory, settings, new Doorbell(), NONE);
    }

    private static void append(JournalWriter writer, int from, int to) throws IOException {
        for (int n = from; n < to; n++) {
            writer.append(n, 1, Kind.TEXT, "{\"n\":" + n + "}", null, false);
        }
    }

    private List<String> payloads() throws IOException {
        List<String> payloads = new ArrayList<>();
        try (JournalReader reader = new JournalReader(directory)) {
            while (reader.advance()) {
                payloads.add(reader.frame(0).text());
            }
        }
        return payloads;
    }

    private static List<String> expected(int from, int to) {
        List<String> payloads = new ArrayList<>();
        for (int n = from; n < to; n++) {
            payloads.add("{\"n\":" + n + "}");
        }
        return payloads;
    }

    @Test
    void aSegmentThatIsMissingInTheMiddleIsAnError() throws Exception {
        try (JournalWriter writer = writer(small(false, null, 0))) {
            append(writer, 0, 500);
        }
        Segment lost = Segment.of(directory).get(3);
        Files.delete(lost.path());
        assertThatThrownBy(this::payloads)
                .isInstanceOf(IOException.class)
                .hasMessageContaining("the next segment must begin with frame " + lost.first());
    }

    @Test
    void aTornLineInASegmentThatIsNotTheLastIsAnError() throws Exception {
        try (JournalWriter writer = writer(small(false, null, 0))) {
            append(writer, 0, 500);
        }
        Path torn = Segment.of(directory).get(3).path();
        Files.writeString(torn, Files.readString(torn).stripTrailing());
        assertThatThrownBy(this::payloads)
                .isInstanceOf(IOException.class)
                .hasMessageContaining("Damaged journal " + torn)
                .hasMessageContaining("the last line has no end, and another segment follows");
    }

    @Test
    void aReaderThatHasSeenHalfALineReadsTheOneThatTakesItsPlace() throws Exception {
        try (JournalWriter writer = writer(SETTINGS)) {
            append(writer, 0, 2);
        }
        Path segment = Segment.of(directory).get(0).path();
        try (JournalReader reader = new JournalReader(directory)) {
            assertThat(reader.advance()).isTrue();
            assertThat(reader.advance()).isTrue();
            Files.writeString(segment, "3\t1970-01-01T00:00", StandardOpenOption.APPEND);
            assertThat(reader.advance()).isFalse();
            try (JournalWriter writer = writer(SETTINGS)) { // cuts it off
                append(writer, 2, 4);
            }
            assertThat(reader.advance()).isTrue();
            assertThat(reader.frame(2).text()).isEqualTo("{\"n\":2}");
            assertThat(reader.advance()).isTrue();
        }
    }

    @Test
    void aStartCutsOffWhatIsBehindADamageAndKeepsItBeside() throws Exception {
        try (JournalWriter writer = writer(SETTINGS)) {
            append(writer, 0, 10);
        }
        Path segment = Segment.of(directory).get(0).path();
        String whole = Files.readString(segment);
        int damage = whole.indexOf("5\t");
        Files.writeString(segment, whole.substring(0, damage) + "\0\0\0" + whole.substring(damage));
        try (JournalWriter writer = writer(SETTINGS)) {
            append(writer, 4, 5);
        }
        assertThat(payloads()).isEqualTo(expected(0, 5));
        assertThat(directory.resolve(segment.getFileName() + ".cut-" + damage))
                .hasContent("\0\0\0" + whole.substring(damage));
    }

    @Test
    void damageInTheMiddleIsAnErrorWithFileAndPosition() throws Exception {
        try (JournalWriter writer = writer(SETTINGS)) {
            append(writer, 0, 10);
        }
        Path segment = Segment.of(directory).get(0).path();
        Files.writeString(segment, Files.readString(segment).replaceFirst("(?m)^5\t.*\n", ""));
        assertThatThrownBy(this::payloads)
                .isInstanceOf(IOException.class)
                .hasMessageContaining("Damaged journal " + segment + ", behind frame 4");
    }
}
