package dev.wadi.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.wadi.frame.Kind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class JournalWriterTest extends NumberedJournal {

    private long written() throws IOException {
        long bytes = 0;
        for (Segment segment : Segment.of(directory)) {
            bytes += Files.size(segment.path());
        }
        return bytes;
    }

    @Test
    void atMost64KiBOfLinesWaitToBeWritten() throws Exception {
        FrameLine line = new FrameLine();
        String payload = "x".repeat(1000);
        long appended = 0;
        try (JournalWriter writer = writer(SETTINGS)) {
            for (int n = 0; n < 1000; n++) {
                long position = writer.append(n, 1, Kind.TEXT, payload, null, true);
                appended += line.of(position, n, 1, Kind.TEXT, payload, null).length;
                assertThat(appended - written()).isLessThanOrEqualTo(JournalWriter.FLUSH_BYTES);
            }
        }
    }

    @Test
    void whatWaitsIsWrittenAfter10MillisecondsAlthoughNothingMoreComes() throws Exception {
        Duration sync = Duration.ofMillis(50);
        long[] waited = new long[15];
        try (JournalWriter writer = writer(new JournalSettings(sync, 1 << 30, Duration.ofHours(1), false, null, 0))) {
            for (int n = 0; n < waited.length; n++) {
                // all is forced to disk by then, and the writer's clock rests
                await().pollDelay(sync.multipliedBy(2)).until(() -> true);
                long before = written();
                writer.append(n, 1, Kind.TEXT, "x", null, true);
                long appended = System.nanoTime();
                await().pollDelay(Duration.ZERO)
                        .pollInterval(Duration.ofMillis(1))
                        .until(() -> written() > before);
                waited[n] = System.nanoTime() - appended;
            }
        }
        Arrays.sort(waited);
        // most of them, since the machine may be busy at any one
        assertThat(Duration.ofNanos(waited[waited.length / 2]))
                .isLessThan(Duration.ofMillis(JournalWriter.FLUSH_MILLIS));
    }

    @Test
    void aSecondWriterIsRefusedAndOneAfterItIsNot() throws Exception {
        try (JournalWriter first = writer(SETTINGS)) {
            append(first, 0, 1);
            assertThatThrownBy(() -> writer(SETTINGS))
                    .isInstanceOf(IOException.class)
                    .hasMessage("The journal " + directory + " is in use by another route of this program ("
                            + directory.resolve("lock") + " is locked): stop it first, or choose another name.");
        }
        Files.writeString(directory.resolve("lock"), "4711\n"); // of a process that died
        try (JournalWriter second = writer(SETTINGS)) {
            append(second, 1, 2);
        }
        assertThat(payloads()).isEqualTo(expected(0, 2));
    }

    @Test
    void segmentsRollAndAreCompressedAndReadAlike() throws Exception {
        try (JournalWriter writer = writer(small(true, null, 0))) {
            append(writer, 0, 500);
            await().until(() ->
                    Segment.of(directory).stream().filter(Segment::isCompressed).count()
                            == Segment.of(directory).size() - 1);
        }
        assertThat(Segment.of(directory)).hasSizeGreaterThan(10);
        assertThat(payloads()).isEqualTo(expected(0, 500));
        try (JournalReader reader = new JournalReader(directory)) {
            reader.seek(250, 0);
            assertThat(reader.advance()).isTrue();
            assertThat(reader.frame(0).text()).isEqualTo("{\"n\":249}");
        }
    }

    @Test
    void aSegmentIsFinishedWhenItIsOldEnough() throws Exception {
        Duration most = Duration.ofMillis(50);
        try (JournalWriter writer = writer(new JournalSettings(Duration.ofSeconds(1), 1 << 30, most, false, null, 0))) {
            append(writer, 0, 1);
            await().pollDelay(most).until(() -> true);
            append(writer, 1, 2);
            assertThat(Segment.of(directory)).extracting(Segment::first).contains(1L, 3L);
        }
    }

    @Test
    void aReaderAtTheEndGoesOnAcrossSegments() throws Exception {
        try (JournalWriter writer = writer(small(true, null, 0));
                JournalReader reader = new JournalReader(directory)) {
            for (int n = 0; n < 500; n++) {
                assertThat(reader.advance()).isFalse();
                append(writer, n, n + 1);
                assertThat(reader.advance()).isTrue();
                assertThat(reader.frame(0).text()).isEqualTo("{\"n\":" + n + "}");
            }
        }
    }

    @Test
    void retentionByBytesDeletesTheOldestButNothingThatAReaderHasNotCommitted() throws Exception {
        try (CommitLog reader = new CommitLog(directory, "slow", NONE);
                CommitLog other = new CommitLog(directory, "fast", NONE)) {
            reader.append(new Commit(100, 0, Map.of()));
            other.append(new Commit(400, 0, Map.of()));
            try (JournalWriter writer = writer(small(false, null, 3000))) {
                append(writer, 0, 500);
                await().until(() -> Segment.of(directory).get(0).first() > 50);
            }
            assertThat(Segment.of(directory).get(0).first())
                    .as("first kept position")
                    .isBetween(50L, 101L);
        }
    }

    @Test
    void retentionByAgeDeletesWhatIsOlder() throws Exception {
        try (JournalWriter writer = writer(small(false, null, 0))) {
            append(writer, 0, 100);
        }
        List<Segment> old = Segment.of(directory);
        for (Segment segment : old) {
            Files.setLastModifiedTime(
                    segment.path(), FileTime.from(Instant.now().minus(Duration.ofDays(2))));
        }
        long last = old.get(old.size() - 1).first();
        try (JournalWriter writer = writer(small(false, Duration.ofDays(1), 0))) {
            await().until(() -> Segment.of(directory).get(0).first() == last);
            append(writer, 100, 101);
        }
        List<String> kept = payloads();
        assertThat(kept).isEqualTo(expected((int) last - 1, 101));
    }

    @Test
    void silenceStandsInTheJournalAndWhatComesBehindItIsReceivedNoEarlier() throws Exception {
        long second = 1_000_000_000L;
        try (JournalWriter writer = writer(SETTINGS);
                JournalReader reader = new JournalReader(directory)) {
            writer.append(59 * second, 1, Kind.TEXT, "before", null, false);
            assertThat(reader.advance()).isTrue();
            await().atMost(Duration.ofSeconds(30)).until(reader::advance);
            assertThat(reader.kind()).isEqualTo(Kind.TICK);
            long ticked = reader.frame(1).receivedNanos();
            assertThat(ticked).isBetween(60 * second, 90 * second);

            writer.append(59 * second + 1, 1, Kind.TEXT, "was under way", null, false);

            assertThat(reader.advance()).isTrue();
            assertThat(reader.frame(2).receivedNanos()).isEqualTo(ticked);
        }
        try (JournalWriter again = writer(SETTINGS);
                JournalReader reader = new JournalReader(directory)) {
            long position = again.append(0, 1, Kind.TEXT, "by a clock that was set back", null, false);
            reader.seek(position, 0);
            assertThat(reader.advance()).isTrue();
            assertThat(reader.frame(0).receivedNanos()).isGreaterThanOrEqualTo(60 * second);
        }
    }

    @Test
    void afterAnOrderlyEndThereIsNoTick() throws Exception {
        try (JournalWriter writer = writer(SETTINGS);
                JournalReader reader = new JournalReader(directory)) {
            writer.append(59_900_000_000L, 1, Kind.STOP, "{}", null, false);
            assertThat(reader.advance()).isTrue();
            await().during(Duration.ofMillis(2500))
                    .atMost(Duration.ofSeconds(10))
                    .until(() -> !reader.advance());
        }
    }
}
