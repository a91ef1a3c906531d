package dev.wadi.journal;

import java.nio.file.Path;
import java.time.Instant;
import org.apache.camel.CamelContext;

/**
 * Bound in the registry, it makes every {@code journal:} source of the context read these kept frames, from where it says
 * and without a commit, in place of its own journal, which is neither read nor changed.
 *
 * @param journal directory of the journal that is read
 * @param first position to begin with
 * @param from frames received before are passed over; null for none
 * @param to frames received at or after this are not read; null for none
 */
public record Replay(Path journal, long first, Instant from, Instant to) {

    static Replay of(CamelContext context) {
        return context.getRegistry().findSingleByType(Replay.class);
    }

    boolean isBefore(Instant received) {
        return from != null && received.isBefore(from);
    }

    boolean isOver(Instant received) {
        return to != null && !received.isBefore(to);
    }
}
