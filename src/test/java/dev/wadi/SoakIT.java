package dev.wadi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.wadi.testing.Cleaning;
import dev.wadi.testing.Kept;
import dev.wadi.testing.Recording;
import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The long ones, by {@code mvn verify -Psoak}: memory, file handles and threads stay as they are, whatever comes. It takes
 * half an hour, or less with {@code -Dwadi.soak.minutes=2}; alone with {@code -Dit.test=SoakIT -Dtest=none
 * -Dsurefire.failIfNoSpecifiedTests=false}. The figures are printed.
 */
@Tag("soak")
class SoakIT {

    private static final int BACKLOG = 10_000_000;
    private static final int PER_SEGMENT = 1_000_000;
    private static final Duration LONG = Duration.ofMinutes(Integer.getInteger("wadi.soak.minutes", 20));
    private static final Duration EVERY = Duration.ofSeconds(10);

    @TempDir
    Path work;

    /** What a process uses, as Linux counts it. */
    private record Usage(long residentKiB, long files, long threads) {

        static Usage of(Process process) throws IOException {
            Path proc = Path.of("/proc", Long.toString(process.pid()));
            List<String> status = Files.readAllLines(proc.resolve("status"));
            try (Stream<Path> files = Files.list(proc.resolve("fd"))) {
                return new Usage(number(status, "VmRSS:"), files.count(), number(status, "Threads:"));
            }
        }

        private static long number(List<String> status, String key) {
            return status.stream()
                    .filter(line -> line.startsWith(key))
                    .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")))
                    .findFirst()
                    .orElseThrow();
        }
    }

    @Test
    void aBacklogOfTenMillionFramesIsCleanedIn256MiB() throws Exception {
        try (Recording recording = new Recording(work, 1)) {
            recording.server().fallSilent();
            writeBacklog(recording.data());
            long begin = System.nanoTime();
            Process process = recording.start();
            long[] resident = {0};
            await().atMost(Duration.ofMinutes(30)).pollInterval(EVERY).until(() -> {
                resident[0] = Math.max(resident[0], Usage.of(process).residentKiB());
                return Cleaning.committed(recording.data()) >= BACKLOG;
            });
            double seconds = (System.nanoTime() - begin) / 1e9;
            process.toHandle().destroy();
            assertThat(process.waitFor(10, TimeUnit.SECONDS)).isTrue();
            say("%d frames in %.0f s, %.0f a second; at most %d MiB resident"
                    .formatted(BACKLOG, seconds, BACKLOG / seconds, resident[0] >> 10));
            assertRows(recording.data(), BACKLOG);
        }
    }

    @Test
    void memoryFilesAndThreadsStayFlat() throws Exception {
        try (Recording recording = new Recording(work, 20_000)) {
            Process process = recording.start();
            List<Usage> usages = new ArrayList<>();
            long end = System.nanoTime() + LONG.toNanos();
            while (System.nanoTime() < end) {
                assertThat(process.waitFor(EVERY.toSeconds(), TimeUnit.SECONDS))
                        .as(recording.printed())
                        .isFalse();
                Usage usage = Usage.of(process);
                usages.add(usage);
                say("%d frames, %s".formatted(recording.server().sent(), usage));
            }
            long sent = recording.server().sent();
            recording.server().fallSilent();
            await().atMost(Duration.ofMinutes(10))
                    .pollInterval(EVERY)
                    .until(() -> rows(recording.data()) == sent - (sent + 6) / 10);
            process.toHandle().destroy();
            assertThat(process.waitFor(10, TimeUnit.SECONDS)).isTrue();
            assertRows(recording.data(), recording.server().sent());

            List<Usage> first = usages.subList(0, usages.size() / 2);
            List<Usage> second = usages.subList(usages.size() / 2, usages.size());
            assertThat(most(second, Usage::files)).isLessThanOrEqualTo(most(first, Usage::files) + 2);
            assertThat(most(second, Usage::threads)).isLessThanOrEqualTo(most(first, Usage::threads) + 1);
            assertThat(most(second, Usage::residentKiB)).isLessThan(most(first, Usage::residentKiB) * 11 / 10);
        }
    }

    private static long most(List<Usage> usages, java.util.function.ToLongFunction<Usage> figure) {
        return usages.stream().mapToLong(figure).max().orElseThrow();
    }

    private static void writeBacklog(Path data) throws IOException {
        Path journal = Files.createDirectories(data.resolve("journal/btcusdt"));
        for (int first = 0; first < BACKLOG; first += PER_SEGMENT) {
            try (BufferedWriter segment = Files.newBufferedWriter(journal.resolve("%012d.tsv".formatted(first + 1)))) {
                for (int n = first; n < first + PER_SEGMENT; n++) {
                    segment.write((n + 1) + "\t2026-11-24T10:00:00.000000000Z\t1\ttext\t" + Kept.trade(n) + "\n");
                }
            }
        }
    }

    private static List<Path> csvFiles(Path data) throws IOException {
        try (Stream<Path> files = Files.list(data.resolve("csv"))) {
            return files.sorted().toList();
        }
    }

    private static long rows(Path data) throws IOException {
        long rows = 0;
        for (Path file : csvFiles(data)) {
            try (Stream<String> lines = Files.lines(file)) {
                rows += lines.count() - 1;
            }
        }
        return rows;
    }

    /** The CSV files, two where a day ends meanwhile, hold what the trades up to this number give, in order, none twice. */
    private static void assertRows(Path data, long trades) throws IOException {
        long n = 0;
        for (Path file : csvFiles(data)) {
            try (BufferedReader reader = Files.newBufferedReader(file)) {
                reader.readLine();
                for (String found = reader.readLine(); found != null; found = reader.readLine()) {
                    n += n % 10 == 3 ? 1 : 0;
                    String expected = "1970-01-01 00:00:00.000,1,1,N" + n++;
                    if (!expected.equals(found)) {
                        assertThat(found).as("in %s", file).isEqualTo(expected);
                    }
                }
            }
        }
        assertThat(n + (n % 10 == 3 ? 1 : 0)).as("trades").isEqualTo(trades + (trades % 10 == 3 ? 1 : 0));
    }

    private static void say(String line) {
        System.out.println(line);
    }
}
