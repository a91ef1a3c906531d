package dev.wadi.edit;

import java.util.List;

/**
 * Where a version of a route file is another than the one before: all that differs lies between two lines.
 *
 * @param first the first line that differs, from 1
 * @param last the last line that differs; before the first one where lines were only removed
 * @param cutOff the line that the new version ends behind as if it had been saved by half; 0 where it does not look so
 */
record Difference(int first, int last, int cutOff) {

    static Difference between(RouteFile older, RouteFile newer) {
        List<String> before = older.text().lines().toList();
        List<String> now = newer.text().lines().toList();
        int shorter = Math.min(now.size(), before.size());
        int same = 0;
        while (same < shorter && now.get(same).equals(before.get(same))) {
            same++;
        }
        int sameAtEnd = 0;
        while (sameAtEnd < shorter - same
                && now.get(now.size() - 1 - sameAtEnd).equals(before.get(before.size() - 1 - sameAtEnd))) {
            sameAtEnd++;
        }
        return new Difference(same + 1, now.size() - sameAtEnd, cutOff(before, now));
    }

    /** A file that ends in the middle of what stood in it before: its last lines go on there, and it does not. */
    private static int cutOff(List<String> before, List<String> now) {
        int end = length(now);
        int endBefore = length(before);
        if (end < 2 || endBefore < 2 || now.subList(end - 2, end).equals(before.subList(endBefore - 2, endBefore))) {
            return 0;
        }
        for (int i = 1; i < endBefore; i++) {
            if (before.get(i - 1).equals(now.get(end - 2)) && before.get(i).startsWith(now.get(end - 1))) {
                return end;
            }
        }
        return 0;
    }

    /** How many lines there are up to the last that is not blank. */
    private static int length(List<String> lines) {
        int length = lines.size();
        while (length > 0 && lines.get(length - 1).isBlank()) {
            length--;
        }
        return length;
    }

    /** Whether this line, of the new version, differs. */
    boolean holds(int line) {
        return line >= first && line <= Math.max(first, last);
    }

    /** As in {@code line 12} or {@code lines 12 to 14}. */
    @Override
    public String toString() {
        if (last < first) {
            return first == 1 ? "lines removed at the top" : "lines removed behind line " + (first - 1);
        }
        return last == first ? "line " + last : "lines " + first + " to " + last;
    }
}
