package dev.wadi.cli;

import dev.wadi.file.Batch;
import dev.wadi.file.BatchListener;
import dev.wadi.file.Reject;
import dev.wadi.frame.Frame;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** Counts what a run did and tells it at the end, step by step. Thread-safe. */
final class Summary implements BatchListener {

    private static final int SAMPLE = 100;
    private static final int FIRST_ROWS = 5;

    private record Finished(Path file, long records, long bytes) {}

    private final Map<String, Long> reasons = new LinkedHashMap<>();
    private final Set<String> fields = new LinkedHashSet<>();
    private final List<Map<String, Object>> first = new ArrayList<>();
    private final Map<String, Finished> files = new LinkedHashMap<>();
    private int sampled;
    private long rows;
    private long rejects;
    private Runnable onWritten = () -> {};

    /** Is called after each batch. */
    synchronized void onWritten(Runnable action) {
        onWritten = action;
    }

    synchronized long rows() {
        return rows;
    }

    @Override
    public synchronized void written(Batch batch) {
        batch.rowFrames().forEach(this::sample);
        for (Reject reject : batch.rejects()) {
            sample(reject.frame());
            reasons.merge(reject.reason().split(":", 2)[0], 1L, Long::sum);
        }
        batch.rows().stream().limit(Math.max(0, FIRST_ROWS - first.size())).forEach(first::add);
        rows += batch.rows().size();
        rejects += batch.rejects().size();
        onWritten.run();
    }

    private void sample(Frame frame) {
        if (sampled < SAMPLE) {
            sampled++;
            JsonFields.of(frame).keySet().forEach(name -> fields.add(String.valueOf(name)));
        }
    }

    @Override
    public synchronized void closed(Path file, long records, long bytes) {
        // one that was left open may be finished later
        files.put(file.toString().replaceFirst("\\.(part|gz)$", ""), new Finished(file, records, bytes));
    }

    /**
     * Tells all steps.
     *
     * @param received how many frames came from the sources
     * @param journals where they are kept
     * @param pending how many kept frames are not cleaned yet
     */
    synchronized void print(PrintStream out, long received, List<Path> journals, long pending) {
        out.println();
        out.println("Summary");
        out.printf("  1. Received   %,d frames; fields: %s%n", received, Terminal.safe(String.join(" ", fields)));
        journals.forEach(journal -> out.printf("                kept in %s%n", journal));
        out.printf("  2. Filtered   %,d before, %,d after; %,d turned away%n", rows + rejects, rows, rejects);
        reasons.entrySet().stream()
                .sorted(Map.Entry.<String, Long>comparingByValue(Comparator.reverseOrder()))
                .forEach(reason ->
                        out.printf("                %,7d  %s%n", reason.getValue(), Terminal.safe(reason.getKey())));
        if (pending > 0) {
            out.printf(
                    "                %,7d  not cleaned yet: kept in the journal, the next run goes on with them%n",
                    pending);
        }
        String step = "  3. Written    ";
        for (Finished file : files.values()) {
            out.printf("%s%s   %,d lines, %s%n", step, file.file(), file.records(), Terminal.size(file.bytes()));
            step = "                ";
        }
        if (!first.isEmpty()) {
            out.println("  4. First rows");
            table(out);
        }
    }

    private void table(PrintStream out) {
        List<List<String>> lines = new ArrayList<>();
        lines.add(List.copyOf(first.get(0).keySet()));
        first.forEach(row -> lines.add(row.values().stream()
                .map(value -> Terminal.safe(String.valueOf(value)))
                .toList()));
        List<Integer> widths = new ArrayList<>();
        for (int column = 0; column < lines.get(0).size(); column++) {
            int at = column;
            widths.add(lines.stream()
                    .mapToInt(line -> at < line.size() ? line.get(at).length() : 0)
                    .max()
                    .orElse(0));
        }
        for (List<String> line : lines) {
            List<String> cells = new ArrayList<>();
            for (int column = 0; column < Math.min(line.size(), widths.size()); column++) {
                cells.add(String.format("%-" + Math.max(1, widths.get(column)) + "s", line.get(column)));
            }
            out.println(cells.stream()
                    .collect(Collectors.joining("  ", "     ", ""))
                    .stripTrailing());
        }
    }
}
