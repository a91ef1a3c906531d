package dev.wadi.edit;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * What differs between the rows of two directories of CSV files. The files of one feed are read one after another, in the
 * order of the numbers in their names, so that it does not matter where one file ends. Holds some thousand rows in memory.
 */
public final class RowComparison {

    /** How many of each are shown. */
    private static final int SHOWN = 10;

    /** How far ahead the same rows are looked for. */
    private static final int WINDOW = 2000;

    /** So many rows must be the same again before both are in step. */
    private static final int IN_STEP = 3;

    /**
     * A row that is another.
     *
     * @param before null where it was added
     * @param now null where it is gone
     */
    public record Change(String before, String now) {}

    private final List<Change> first = new ArrayList<>();
    private long same;
    private long added;
    private long gone;
    private long changed;

    /**
     * Compares.
     *
     * @param before a directory of CSV files, or one that has them under {@code csv/}
     * @param now the same; only feeds that it has files of are compared
     */
    public static RowComparison of(Path before, Path now) throws IOException {
        RowComparison comparison = new RowComparison();
        Map<String, List<Path>> old = feeds(before);
        for (Map.Entry<String, List<Path>> feed : feeds(now).entrySet()) {
            try (CsvRows left = new CsvRows(old.getOrDefault(feed.getKey(), List.of()));
                    CsvRows right = new CsvRows(feed.getValue())) {
                comparison.compare(left, right);
            }
        }
        return comparison;
    }

    /** The CSV files by what they are called, numbers aside, each list in the order of those numbers. */
    private static Map<String, List<Path>> feeds(Path directory) throws IOException {
        Path csv = Files.isDirectory(directory.resolve("csv")) ? directory.resolve("csv") : directory;
        Map<String, List<Path>> feeds = new TreeMap<>();
        try (Stream<Path> files = Files.list(csv)) {
            for (Path file : files.filter(each -> each.toString().matches(".*\\.csv(\\.part|\\.gz)?"))
                    .sorted(Comparator.comparing(RowComparison::numbered))
                    .toList()) {
                feeds.computeIfAbsent(
                                file.getFileName()
                                        .toString()
                                        .replaceAll("\\d+", "#")
                                        .replaceFirst("\\.(part|gz)$", ""),
                                made -> new ArrayList<>())
                        .add(file);
            }
        }
        return feeds;
    }

    /** The name with its numbers filled up with zeros, so that 9 comes before 10. */
    private static String numbered(Path file) {
        return java.util.regex.Pattern.compile("\\d+")
                .matcher(file.getFileName().toString())
                .replaceAll(number -> "0".repeat(Math.max(0, 20 - number.group().length())) + number.group());
    }

    private void compare(CsvRows left, CsvRows right) throws IOException {
        while (left.fill(1) && right.fill(1)) {
            if (left.get(0).equals(right.get(0))) {
                same += CsvRows.isHeader(left.get(0)) ? 0 : 1;
                left.drop(1);
                right.drop(1);
            } else {
                left.fill(WINDOW);
                right.fill(WINDOW);
                int[] step = inStep(left, right);
                differ(left, step[0], right, step[1]);
            }
        }
        while (left.fill(1)) {
            differ(left, 1, right, 0);
        }
        while (right.fill(1)) {
            differ(left, 0, right, 1);
        }
    }

    /** How many rows must be passed over on each side, the fewest together, to be in step again. */
    private static int[] inStep(CsvRows left, CsvRows right) {
        Map<String, List<Integer>> places = new HashMap<>();
        for (int j = 0; j < right.size(); j++) {
            places.computeIfAbsent(right.get(j), made -> new ArrayList<>()).add(j);
        }
        int[] best = {left.size(), right.size()};
        boolean found = false;
        for (int i = 0; i < left.size() && (!found || i < best[0] + best[1]); i++) {
            for (int j : places.getOrDefault(left.get(i), List.of())) {
                if ((!found || i + j < best[0] + best[1]) && isInStep(left, i, right, j)) {
                    best = new int[] {i, j};
                    found = true;
                }
            }
        }
        return best;
    }

    private static boolean isInStep(CsvRows left, int i, CsvRows right, int j) {
        for (int k = 0; k < IN_STEP && i + k < left.size() && j + k < right.size(); k++) {
            if (!left.get(i + k).equals(right.get(j + k))) {
                return false;
            }
        }
        return true;
    }

    private void differ(CsvRows left, int before, CsvRows right, int now) {
        int both = Math.min(before, now);
        for (int i = 0; i < Math.max(before, now); i++) {
            Change change = new Change(
                    i < before ? CsvRows.text(left.get(i)) : null, i < now ? CsvRows.text(right.get(i)) : null);
            long before10 = i < both ? changed++ : i < before ? gone++ : added++;
            if (before10 < SHOWN) {
                first.add(change);
            }
        }
        left.drop(before);
        right.drop(now);
    }

    /** Whether all rows are the same. */
    public boolean isSame() {
        return added + gone + changed == 0;
    }

    public long same() {
        return same;
    }

    public long added() {
        return added;
    }

    public long gone() {
        return gone;
    }

    public long changed() {
        return changed;
    }

    /** The first ten of each, in the order of the rows. */
    public List<Change> first() {
        return first;
    }
}
