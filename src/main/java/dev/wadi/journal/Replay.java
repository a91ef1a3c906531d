package dev.wadi.journal;

import dev.wadi.frame.Frame;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
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

    /**
     * The last messages of a journal, also while it is written, and what stands between them; null where it has none. In a
     * silent night only events are kept, so that more positions than messages are looked at.
     *
     * @param messages how many there are to be, if there are so many
     */
    public static Replay ofLast(Path journal, int messages) throws IOException {
        long end = Files.isDirectory(journal) ? JournalReader.end(journal) : 0;
        if (end == 0) {
            return null;
        }
        for (long window = messages; ; window *= 8) {
            long first = Math.max(1, end - window + 1);
            Deque<Long> last = new ArrayDeque<>();
            try (JournalReader reader = new JournalReader(journal)) {
                reader.seek(first, 0);
                while (reader.next() <= end && reader.advance()) {
                    if (!reader.kind().isEvent()) {
                        last.add(reader.position());
                    }
                    if (last.size() > messages) {
                        last.remove();
                    }
                }
            }
            if (last.size() == messages || first == 1) {
                return last.isEmpty() ? null : of(journal, last.element(), end);
            }
        }
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
