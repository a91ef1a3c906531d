package dev.wadi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.wadi.testing.Cleaning;
import dev.wadi.testing.Editing;
import dev.wadi.testing.Kept;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Comparator;
import java.util.List;
import java.util.NavigableMap;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import org.awaitility.core.ConditionTimeoutException;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The clean route is edited, well and badly, while 20,000 frames come in a second. */
class EditsUnderLoadIT {

    private static final int PER_SECOND = 20_000;

    @TempDir
    Path work;

    private final Random random = new Random(5);
    private final List<Long> latencies = new ArrayList<>();
    private long lastRow = -1;

    /** What an edit makes of the shipped route. */
    private record Edit(boolean good, String text) {}

    @Test
    void twentyEdits() throws Exception {
        edit(20);
    }

    @Test
    @Tag("soak")
    void twoHundredEdits() throws Exception {
        edit(200);
    }

    private void edit(int times) throws Exception {
        try (Editing editing = new Editing(work, PER_SECOND)) {
            // the server only sends: it answers no ping
            editing.edit(editing.capture(), "events: \"true\"", "events: \"true\"\n        pingInterval: \"0\"");
            editing.start();
            String shipped = Files.readString(editing.clean());
            for (int i = 0; i < times; i++) {
                Edit edit = edit(shipped, i);
                long begin = System.nanoTime();
                save(editing, edit.text());
                if (edit.good()) {
                    editing.awaitTakenOver();
                    latencies.add((System.nanoTime() - begin) / 1_000_000);
                } else {
                    editing.awaitRefused();
                }
                editing.pass(Duration.ofMillis(random.nextInt(300)));
            }
            finish(editing);
            editing.assertNothingElseWasSaid();
            assertThat(editing.recording().server().connections()).isEqualTo(1);
            assertEveryFrameIsThereOnce(editing);
        }
        latencies.sort(null);
        System.out.printf(
                "From save to effect, %d edits at %d frames a second: median %d ms, longest %d ms%n",
                latencies.size(), PER_SECOND, latencies.get(latencies.size() / 2), latencies.get(latencies.size() - 1));
    }

    /** Without reading all that is kept into memory, as {@link Editing#finish()} does. */
    private void finish(Editing editing) throws Exception {
        editing.recording().server().fallSilent();
        long sent = editing.recording().server().sent();
        try {
            await().atMost(Duration.ofMinutes(1)).until(() -> Cleaning.committed(work.resolve("data")) >= sent);
        } catch (ConditionTimeoutException late) {
            throw new AssertionError(
                    "of %d frames %d are cleaned; it printed %s"
                            .formatted(
                                    sent,
                                    Cleaning.committed(work.resolve("data")),
                                    editing.recording().printed()),
                    late);
        }
        editing.process().toHandle().destroy();
        assertThat(editing.process().waitFor(30, TimeUnit.SECONDS)).isTrue();
        assertThat(editing.process().exitValue())
                .as(editing.recording().printed())
                .isZero();
    }

    /** Each kind in turn; the number makes each edit another. */
    private Edit edit(String shipped, int i) {
        String text = shipped.replaceFirst("filterReason: .*", "filterReason: edit " + i);
        String columns =
                shipped.substring(shipped.indexOf("          Trade_Time"), shipped.indexOf("    - name: btcusdtBatch"));
        return switch (i % 10) {
            case 0 -> new Edit(true, text);
            case 1 -> new Edit(true, text.replace("Symbol      s  text", "Name" + i + "  s  text"));
            case 2 -> new Edit(false, text.replace("Price_USD   p  decimal", "Price_USD   price  decimal"));
            case 3 ->
                new Edit(
                        true,
                        text.replace(columns, "          Symbol  s  text\n          Price" + i + "  p  decimal\n"));
            case 4 -> new Edit(false, text.substring(0, text.length() - 1 - random.nextInt(1_500)));
            case 5 -> new Edit(true, text.replace("number(p) > 0 &&", "number(p) > " + -i + " &&"));
            case 6 -> new Edit(false, text.replace("- filter:", "- filtr" + i + ":"));
            case 7 -> new Edit(true, text.replace("{{wadi.batch.rows}}", Integer.toString(500 + i)));
            case 8 -> new Edit(false, text.replace("number(p) > 0", "p.price" + i + "() > 0"));
            default -> new Edit(true, text.replace("{{wadi.csv.roll.rows}}", Integer.toString(30_000 + i)));
        };
    }

    /** As editors do: the new file in the place of the old one, or the old one emptied and written in two parts. */
    private void save(Editing editing, String text) throws IOException {
        if (random.nextBoolean()) {
            editing.save(editing.clean(), text);
        } else {
            Files.writeString(editing.clean(), text.substring(0, text.length() / 2));
            Files.writeString(editing.clean(), text);
        }
    }

    /** In the journal, and either in the CSV files or in the rejects; each file has one header, which fits its rows. */
    private void assertEveryFrameIsThereOnce(Editing editing) throws IOException {
        int sent = (int) editing.recording().server().sent();
        NavigableMap<Long, Long> offsets = offsets(sent);
        BitSet found = new BitSet(sent);
        for (Path file : numbered("csv")) {
            assertThat(file.toString()).doesNotEndWith(".part");
            try (BufferedReader reader = reader(file)) {
                rows(file, reader, found);
            }
        }
        long last = -1;
        for (Path file : numbered("rejects")) {
            try (BufferedReader reader = reader(file)) {
                for (String line = reader.readLine(); line != null; line = reader.readLine()) {
                    long position = Long.parseLong(line.substring(12, line.indexOf(',')));
                    last = add(found, position - offsets.floorEntry(position).getValue(), last, line);
                }
            }
        }
        assertThat(found.cardinality()).isEqualTo(sent);
    }

    private void rows(Path file, BufferedReader reader, BitSet found) throws IOException {
        List<String> header = List.of(reader.readLine().split(","));
        int name = (int) header.stream()
                .takeWhile(column -> !column.matches("Symbol|Name\\d+"))
                .count();
        for (String line = reader.readLine(); line != null; line = reader.readLine()) {
            String[] cells = line.split(",", -1);
            if (cells.length != header.size() || !cells[name].startsWith("N")) {
                throw new AssertionError(file + " has the header " + header + " and the row " + line);
            }
            lastRow = add(found, Long.parseLong(cells[name].substring(1)), lastRow, line);
        }
    }

    private static long add(BitSet found, long number, long last, String line) {
        if (number <= last || found.get((int) number)) {
            throw new AssertionError("doubled or out of order, behind number " + last + ": " + line);
        }
        found.set((int) number);
        return number;
    }

    /** The journal holds each number once, in order; returns by how much less than its position the number is, from where. */
    private NavigableMap<Long, Long> offsets(int sent) throws IOException {
        NavigableMap<Long, Long> offsets = new TreeMap<>();
        long position = 0;
        long number = 0;
        for (Path segment : numbered("journal/btcusdt")) {
            try (BufferedReader reader = reader(segment)) {
                for (String line = reader.readLine(); line != null; line = reader.readLine()) {
                    position++;
                    if (!line.startsWith(position + "\t")) {
                        throw new AssertionError("position " + position + " is expected: " + line);
                    }
                    if (line.contains("\ttext\t")) {
                        if (!line.endsWith(Kept.trade(number))) {
                            throw new AssertionError("number " + number + " is expected: " + line);
                        }
                        if (offsets.isEmpty() || offsets.lastEntry().getValue() != position - number) {
                            offsets.put(position, position - number);
                        }
                        number++;
                    }
                }
            }
        }
        assertThat(number).isEqualTo(sent);
        return offsets;
    }

    private static BufferedReader reader(Path file) throws IOException {
        InputStream in = Files.newInputStream(file);
        return new BufferedReader(new InputStreamReader(
                file.toString().endsWith(".gz") ? new GZIPInputStream(in) : in, StandardCharsets.UTF_8));
    }

    private List<Path> numbered(String directory) throws IOException {
        try (Stream<Path> files = Files.list(work.resolve("data").resolve(directory))) {
            return files.filter(file -> file.toString().matches(".*\\.(tsv|tsv\\.gz|csv|csv\\.part|jsonl)"))
                    .sorted(Comparator.comparingLong((Path file) -> Long.parseLong(
                            file.getFileName().toString().replaceAll("^(?:.*-)?(\\d+)\\.[a-z.]+$", "$1"))))
                    .toList();
        }
    }
}
