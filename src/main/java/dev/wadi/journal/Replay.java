package dev.wadi.journal;

import dev.wadi.frame.Frame;
import java.nio.file.Path;
import java.time.Instant;
import org.apache.camel.CamelContext;

/**
 * Bound in the registry, it makes every {@code journal:} source of the context read these kept frames, from where it says
 * and without a commit, in place of its own journal. Nothing of either journal is changed.
 *
 * @param journal directory of the journal that is read
 * @param first position to begin with
 * @param last position to end with; there may be fewer
 * @param from frames received before are passed over; null for none
 * @param to frames received at or after this are not read; null for none
 */
public record Replay(Path journal, long first, long last, Instant from, Instant to) {

    /** These positions, whenever they were received. */
    public static Replay of(Path journal, long first, long last) {
        return new Replay(journal, first, last, null, null);
    }

    static Replay of(CamelContext context) {
        return context.getRegistry().findSingleByType(Replay.class);
    }

    boolean isBefore(Instant received) {
        return from != null && received.isBefore(from);
    }

    boolean isOver(Frame frame) {
        return frame.position() > last || (to != null && !frame.received().isBefore(to));
    }
}
