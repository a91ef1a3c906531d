package dev.wadi.edit;

import dev.wadi.file.Batch;
import dev.wadi.file.BatchListener;
import dev.wadi.journal.JournalConsumer;
import dev.wadi.journal.Replay;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;

/**
 * What became of the last kept frames when they were tried.
 *
 * @param frames how many there were
 * @param rows how many rows they gave
 * @param rejects how many were turned away
 * @param thrown on how many of those a step threw
 * @param reason why the first of them was turned away; null where none was
 * @param problem why it went no further; null where all frames are through
 * @param columns the names of the columns; empty where there are no rows
 */
public record Trial(
        int frames, int rows, int rejects, int thrown, String reason, String problem, List<String> columns) {

    static final Trial NONE = new Trial(0, 0, 0, 0, null, null, List.of());

    /** How many of the last kept frames are tried. */
    private static final int MOST = 100;

    private static final long LIMIT_SECONDS = 5;

    /** Gathers what a rehearsal's routes make. It is made before they are loaded, since a sink then looks who listens. */
    static final class Run implements BatchListener {

        private final Rehearsal rehearsal;
        private final List<Batch> batches = new ArrayList<>();

        Run(Rehearsal rehearsal) {
            this.rehearsal = rehearsal;
            rehearsal.context().getRegistry().bind("wadiTrial", this);
        }

        /** Takes the last kept frames through the loaded routes. */
        Trial take() throws Exception {
            List<JournalConsumer> readers = rehearsal.readers();
            if (readers.isEmpty()) {
                return NONE;
            }
            Path journal = readers.get(0).getEndpoint().ownPath();
            Replay last = Replay.ofLast(journal, MOST);
            if (last == null) {
                return NONE;
            }
            long over = System.nanoTime() + TimeUnit.SECONDS.toNanos(LIMIT_SECONDS);
            String problem = rehearsal.take(last, () -> System.nanoTime() > over);
            boolean late = problem == null && System.nanoTime() > over;
            return summary(late ? "they take longer than " + LIMIT_SECONDS + " s." : problem);
        }

        private Trial summary(String problem) {
            List<Made> made =
                    batches.stream().flatMap(batch -> Made.of(batch).stream()).toList();
            int thrown = (int) batches.stream()
                    .flatMap(batch -> batch.rejects().stream())
                    .filter(reject -> reject.thrown())
                    .count();
            String reason = made.stream()
                    .map(Made::reason)
                    .filter(Objects::nonNull)
                    .findFirst()
                    .orElse(null);
            List<String> columns = made.stream()
                    .flatMap(each -> each.rows().stream())
                    .findFirst()
                    .map(row -> List.copyOf(row.keySet()))
                    .orElse(List.of());
            int rows = made.stream().mapToInt(each -> each.rows().size()).sum();
            int rejects =
                    (int) made.stream().filter(each -> each.reason() != null).count();
            return new Trial(made.size(), rows, rejects, thrown, reason, problem, columns);
        }

        @Override
        public void written(Batch batch) {
            batches.add(batch);
        }

        @Override
        public void closed(Path file, long records, long bytes) {}
    }
}
