package dev.wadi.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.wadi.frame.Frame;
import dev.wadi.frame.Kind;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.Test;

class FrameLineTest {

    private static final long LAST_NANOS = Frame.nanos(Instant.parse("2200-01-01T00:00:00Z"));

    private final FrameLine writing = new FrameLine();
    private final FrameLine reading = new FrameLine();

    @Provide
    Arbitrary<Kind> kinds() {
        return Arbitraries.of(Kind.values());
    }

    @Provide
    Arbitrary<Long> times() {
        return Arbitraries.longs().between(0, LAST_NANOS);
    }

    /** Text with everything that could break a line, and no lone surrogate, which is no text. */
    @Provide
    Arbitrary<String> texts() {
        return Arbitraries.strings()
                .withChars("\t\n\r\u0000\u2028\uFFFD\"{}é漢")
                .withCharRange(' ', '~')
                .ofMaxLength(40);
    }

    @Property
    void everyFrameComesBackAsItWas(
            @ForAll @LongRange(min = 1, max = 999_999_999_999_999_999L) long position,
            @ForAll("times") long nanos,
            @ForAll @IntRange(max = 1_000_000) int connection,
            @ForAll("kinds") Kind kind,
            @ForAll("texts") String text,
            @ForAll byte[] bytes)
            throws Exception {
        boolean binary = kind == Kind.BINARY || kind == Kind.CUT;
        Object payload = binary ? bytes : text;
        String reason = kind == Kind.CUT ? text : null;

        byte[] line = writing.of(position, nanos, connection, kind, payload, reason);
        Frame frame = reading.frame(line, 0, line.length - 1, position - 1, 3);

        assertThat(new String(line, StandardCharsets.UTF_8).indexOf('\n'))
                .isEqualTo(new String(line, StandardCharsets.UTF_8).length() - 1);
        assertThat(FrameLine.position(line, 0, line.length - 1)).isEqualTo(position);
        assertThat(FrameLine.kind(line, 0, line.length - 1)).isEqualTo(kind);
        assertThat(frame)
                .usingRecursiveComparison()
                .isEqualTo(new Frame(position, position - 1, 3, connection, nanos, kind, payload, reason));
    }

    @Test
    void theLineIsAsTheDocumentationShowsIt() {
        long nanos = Frame.nanos(Instant.parse("2026-11-24T02:50:50.253117800Z"));
        assertThat(writing.of(2, nanos, 1, Kind.TEXT, "{\"p\":\"61800.30\"}", null))
                .asString(StandardCharsets.UTF_8)
                .isEqualTo("2\t2026-11-24T02:50:50.253117800Z\t1\ttext\t{\"p\":\"61800.30\"}\n");
        assertThat(writing.of(3, nanos, 1, Kind.TEXT, "{\"a\":\n1}", null))
                .asString(StandardCharsets.UTF_8)
                .isEqualTo("3\t2026-11-24T02:50:50.253117800Z\t1\ttext64\teyJhIjoKMX0=\n");
    }

    @Test
    void whatIsNoLineOfAJournalIsRefusedWithWhatIsWrong() {
        refused("", "five fields");
        refused("1\t2026-11-24T02:50:50.253117800Z\t1", "five fields");
        refused("x\t2026-11-24T02:50:50.253117800Z\t1\ttext\t{}", "'x' is no number");
        refused("1\tyesterday\t1\ttext\t{}", "a receive time such as");
        refused("1\t2026-13-24T02:50:50.253117800Z\t1\ttext\t{}", "is no time");
        refused("1\t2026-11-24T02:50:50.253117800Z\t1\tpicture\t{}", "'picture' is no form");
        refused("1\t2026-11-24T02:50:50.253117800Z\t1\tbinary64\t%%", "base64");
    }

    private void refused(String line, String problem) {
        byte[] bytes = line.getBytes(StandardCharsets.UTF_8);
        assertThatThrownBy(() -> reading.frame(bytes, 0, bytes.length, 0, 1))
                .isInstanceOf(FrameLine.DamagedException.class)
                .hasMessageContaining(problem);
    }
}
