package dev.wadi.edit;

import dev.wadi.file.Batch;
import dev.wadi.file.BatchListener;
import dev.wadi.file.Reject;
import dev.wadi.journal.JournalConsumer;
import dev.wadi.journal.Replay;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * What became of the last kept frames when they were tried.
 *
 * @param frames how many there were
 * @param rows how many rows they gave
 * @param rejects how many were turned away
 * @param thrown on how many of those a step threw
 * @param reason why the first of those was turned away, or else the first of all; null where none was
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
            List<Reject> turnedAway =
                    batches.stream().flatMap(batch -> batch.rejects().stream()).toList();
            List<Reject> thrown = turnedAway.stream().filter(Reject::thrown).toList();
            String reason = Stream.concat(thrown.stream(), turnedAway.stream())
                    .map(Reject::reason)
                    .findFirst()
                    .orElse(null);
            List<String> columns = made.stream()
                    .flatMap(each -> each.rows().stream())
                    .findFirst()
                    .map(row -> List.copyOf(row.keySet()))
                    .orElse(List.of());
            int rows = made.stream().mapToInt(each -> each.rows().size()).sum();
            return new Trial(made.size(), rows, turnedAway.size(), thrown.size(), reason, problem, columns);
        }

        @Override
        public void written(Batch batch) {
            batches.add(batch);
        }
    }
}
