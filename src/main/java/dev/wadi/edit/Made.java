package dev.wadi.edit;

import dev.wadi.file.Batch;
import dev.wadi.file.Reject;
import dev.wadi.frame.Frame;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What a route has made of a frame.
 *
 * @param rows column name to text; none where the frame was turned away, or said nothing
 * @param reason why it was turned away; null where it was not
 */
public record Made(Frame frame, List<Map<String, Object>> rows, String reason) {

    /** What became of the frames of a batch, in order. */
    public static List<Made> of(Batch batch) {
        TreeMap<Long, Made> made = new TreeMap<>();
        for (int i = 0; i < batch.rows().size(); i++) {
            Frame frame = batch.rowFrames().get(i);
            made.computeIfAbsent(frame.position(), position -> new Made(frame, new ArrayList<>(), null))
                    .rows()
                    .add(batch.rows().get(i));
        }
        for (Reject reject : batch.rejects()) {
            made.put(reject.frame().position(), new Made(reject.frame(), List.of(), reject.reason()));
        }
        return List.copyOf(made.values());
    }
}
