package dev.wadi.journal;

import dev.wadi.disk.Patience;
import dev.wadi.frame.Kind;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.io.TempDir;

/** A journal of numbered messages, for the tests of writing and reading. */
abstract class NumberedJournal {

    static final JournalSettings SETTINGS =
            new JournalSettings(Duration.ofSeconds(1), 1 << 30, Duration.ofHours(1), false, null, 0);
    static final Patience NONE = new Patience(() -> true);

    @TempDir
    Path directory;

    static JournalSettings small(boolean compress, Duration retainTime, long retainBytes) {
        return new JournalSettings(Duration.ofSeconds(1), 1000, Duration.ofHours(1), compress, retainTime, retainBytes);
    }

    JournalWriter writer(JournalSettings settings) throws IOException {
        return new JournalWriter(directory, settings, new Doorbell(), NONE);
    }

    static void append(JournalWriter writer, int from, int to) throws IOException {
        for (int n = from; n < to; n++) {
            writer.append(n, 1, Kind.TEXT, "{\"n\":" + n + "}", null, false);
        }
    }

    List<String> payloads() throws IOException {
        List<String> payloads = new ArrayList<>();
        try (JournalReader reader = new JournalReader(directory)) {
            while (reader.advance()) {
                payloads.add(reader.frame(0).text());
            }
        }
        return payloads;
    }

    static List<String> expected(int from, int to) {
        List<String> payloads = new ArrayList<>();
        for (int n = from; n < to; n++) {
            payloads.add("{\"n\":" + n + "}");
        }
        return payloads;
    }
}
