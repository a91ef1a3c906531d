package dev.wadi.file;

import java.util.Arrays;

/** Finds where the records of a CSV text end: at a line feed that stands outside quotes. */
final class CsvRecords {

    private CsvRecords() {}

    /**
     * The offsets behind each record's line feed.
     *
     * @param expected how many records there must be
     * @throws IllegalStateException if there are more or fewer
     */
    static int[] ends(byte[] csv, byte quote, int expected) {
        int[] ends = new int[expected];
        int found = 0;
        boolean quoted = false;
        for (int i = 0; i < csv.length; i++) {
            if (csv[i] == quote) {
                quoted = !quoted;
            } else if (csv[i] == '\n' && !quoted) {
                if (found < expected) {
                    ends[found] = i + 1;
                }
                found++;
            }
        }
        boolean whole = csv.length == 0 || csv[csv.length - 1] == '\n';
        if (found != expected || quoted || !whole) {
            throw new IllegalStateException(
                    "The batch has " + expected + " records, its header included, and its CSV text " + found
                            + ": marshal must write one record a row, each ended by a line feed (recordSeparator).");
        }
        return Arrays.copyOf(ends, found);
    }
}
