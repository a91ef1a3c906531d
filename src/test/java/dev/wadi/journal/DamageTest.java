package dev.wadi.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.junit.jupiter.api.Test;

/** What is no journal any more: an error with the place, or cut off where a crash may have left it. */
class DamageTest extends NumberedJournal {

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
