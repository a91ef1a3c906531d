package dev.wadi;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wadi.testing.Editing;
import dev.wadi.testing.Kept;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.TreeSet;
import java.util.stream.Stream;
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
        try (Editing editing = new Editing(work, PER_SECOND).start()) {
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
            editing.recording().finish(editing.process());
            editing.assertNothingElseWasSaid();
            assertThat(editing.recording().server().connections()).isEqualTo(1);
            assertEveryFrameIsThereOnce(editing);
        }
        latencies.sort(null);
        System.out.printf(
                "From save to effect, %d edits at %d frames a second: median %d ms, longest %d ms%n",
                latencies.size(), PER_SECOND, latencies.get(latencies.size() / 2), latencies.get(latencies.size() - 1));
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
        Path data = work.resolve("data");
        Kept kept = Kept.in(data);
        kept.assertWhole();
        assertThat(kept.numbers()).hasSize((int) editing.recording().server().sent());
        List<Long> written = new ArrayList<>();
        for (Path file : numbered(data.resolve("csv"))) {
            assertThat(file.toString()).doesNotEndWith(".part");
            List<String> lines = Files.readAllLines(file);
            List<String> header = List.of(lines.get(0).split(","));
            int name = (int) header.stream()
                    .takeWhile(column -> !column.matches("Symbol|Name\\d+"))
                    .count();
            for (String line : lines.subList(1, lines.size())) {
                String[] cells = line.split(",", -1);
                if (cells.length != header.size() || !cells[name].matches("N\\d+")) {
                    assertThat(line).as("a row of %s, under %s", file, header).isNull();
                }
                written.add(Long.parseLong(cells[name].substring(1)));
            }
        }
        assertThat(written).isSorted();
        TreeSet<Long> rejected = new TreeSet<>();
        for (Path file : numbered(data.resolve("rejects"))) {
            for (String line : Files.readAllLines(file)) {
                long position = Long.parseLong(line.replaceAll("^\\{\"position\":(\\d+),.*", "$1"));
                assertThat(rejected.add(position))
                        .as("reject %s, once", position)
                        .isTrue();
            }
        }
        List<Long> all = new ArrayList<>(written);
        rejected.forEach(position -> all.add(kept.numbers().get(kept.messages().indexOf(position))));
        all.sort(null);
        assertThat(all).isEqualTo(kept.numbers());
    }

    private static List<Path> numbered(Path directory) throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            return files.sorted(Comparator.comparingLong(
                            (Path file) -> Long.parseLong(file.toString().replaceAll(".*-(\\d+)\\.[a-z.]+$", "$1"))))
                    .toList();
        }
    }
}
