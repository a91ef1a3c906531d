package dev.wadi.file;

import dev.wadi.frame.Frame;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What a contiguous range of frames came to: their rows and their rejects, in order. Not thread-safe.
 *
 * <p>It travels as the exchange property {@value #PROPERTY} beside the body, which the steps behind the aggregation
 * turn from rows into text.
 */
public final class Batch {

    /** Name of the exchange property that holds the batch. */
    public static final String PROPERTY = "wadiBatch";

    private final List<Map<String, Object>> table = new ArrayList<>();
    private final List<Frame> rowFrames = new ArrayList<>();
    private final List<Reject> rejects = new ArrayList<>();
    private long follows;
    private long last;

    /** Adds a frame that made these rows, none, one or several. */
    void add(Frame frame, List<Map<String, Object>> made) {
        follow(frame);
        for (Map<String, Object> row : made) {
            if (table.isEmpty()) {
                table.add(names(row));
            }
            table.add(row);
            rowFrames.add(frame);
        }
    }

    /** Adds a frame that was turned away. */
    void reject(Frame frame, String reason, boolean thrown) {
        follow(frame);
        rejects.add(new Reject(frame, reason, thrown));
    }

    private void follow(Frame frame) {
        if (last == 0) {
            follows = frame.follows();
        } else if (frame.follows() != last) {
            throw new IllegalStateException("Frame " + frame.position() + " does not follow frame " + last
                    + ": every frame, kept or turned away, must reach the aggregation, in order.");
        }
        last = frame.position();
    }

    private static Map<String, Object> names(Map<String, Object> row) {
        Map<String, Object> names = new LinkedHashMap<>();
        row.keySet().forEach(name -> names.put(name, name));
        return names;
    }

    /** The rows behind a row of the column names; empty where there are no rows. */
    List<Map<String, Object>> table() {
        return table;
    }

    /** The rows: column name to text, in column order. */
    public List<Map<String, Object>> rows() {
        return table.isEmpty() ? List.of() : table.subList(1, table.size());
    }

    /** The frame that row k was made of, at index k. */
    public List<Frame> rowFrames() {
        return rowFrames;
    }

    public List<Reject> rejects() {
        return rejects;
    }

    /** Position of the frame that the first one follows, 0 at the beginning of a stream. */
    public long follows() {
        return follows;
    }

    /** Position of the last frame. */
    public long last() {
        return last;
    }
}
