package dev.wadi.file;

import dev.wadi.frame.Frame;
import java.time.Duration;

/**
 * When a file is whole and the next one begins. It is decided per row, by what the row's frame and the rows before it are,
 * never by a clock or by where a batch ends, so that the same frames give the same files.
 *
 * @param rows a file holds at most so many rows, or those of one frame; 0 for any number
 * @param time a file holds rows that were received in the same period of this length, counted from 1970 in UTC; null for
 *     any time
 * @param bytes a file holds at most so many bytes, or the rows of one frame; 0 for any length
 * @param runs a file holds rows of one run only: an orderly stop of the program finishes it
 */
record Rolling(long rows, Duration time, long bytes, boolean runs) {

    /** One file for everything. */
    static final Rolling NEVER = new Rolling(0, null, 0, false);

    /** The number of the period that this time, in nanoseconds since 1970, is in. */
    long period(long nanos) {
        return time == null ? 0 : Math.floorDiv(nanos, time.toNanos());
    }

    /**
     * Whether a file takes the records of this frame.
     *
     * @param count number of the records
     * @param length their bytes
     * @param waiting number of the records that go into the file before them
     * @param waitingBytes the bytes of those
     */
    boolean fits(OpenFile file, Frame frame, int count, int length, int waiting, int waitingBytes) {
        long held = file.records() + waiting;
        return (!runs || file.run() == frame.run())
                && file.period() == period(frame.receivedNanos())
                && (rows == 0 || held == 0 || held + count <= rows)
                && (bytes == 0 || held == 0 || file.length() + waitingBytes + length <= bytes);
    }
}
