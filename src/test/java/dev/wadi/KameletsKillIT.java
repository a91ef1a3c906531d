package dev.wadi;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wadi.testing.Breakpoint;
import dev.wadi.testing.KameletSteps;
import dev.wadi.testing.Kept;
import dev.wadi.testing.Recording;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** kill -9 of the program whose clean route is made of Kamelets. */
@Timeout(300)
class KameletsKillIT {

    /** Where it is killed: on entering this method for the n-th time. */
    private static final Map<String, Map.Entry<String, Integer>> PLACES = Map.of(
            "dev.wadi.file.OpenFile", Map.entry("append", 20),
            "dev.wadi.journal.CommitLog", Map.entry("append", 15),
            "dev.wadi.disk.Durable", Map.entry("rename", 2));

    @TempDir
    Path work;

    @Test
    void everyRowAndRejectIsThereOnceWhateverTheKillHits() throws Exception {
        try (Recording recording = new Recording(work, 20_000)
                .with("wadi.csv.roll.rows", 5000)
                .with("wadi.journal.segment.bytes", 1 << 20)) {
            recording.edit(KameletSteps.shipped(), KameletSteps.KAMELETS);
            for (int round = 0; round < 2; round++) {
                for (var place : PLACES.entrySet()) {
                    try (Breakpoint breakpoint = new Breakpoint()) {
                        Process process = recording.start(breakpoint.option());
                        try {
                            breakpoint.await(
                                    place.getKey(),
                                    place.getValue().getKey(),
                                    place.getValue().getValue());
                        } finally {
                            process.destroyForcibly().waitFor();
                        }
                    }
                }
            }
            recording.finish();
            Kept kept = recording.verify();
            assertThat(kept.rows()).hasSizeGreaterThan(1000);
        }
    }
}
