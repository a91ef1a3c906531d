package dev.wadi.cli;

import dev.wadi.file.Batch;
import dev.wadi.file.BatchListener;
import dev.wadi.file.Reject;
import dev.wadi.frame.Frame;
import java.io.PrintStream;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Map;

/**
 * Prints what the route makes of the stream: on a terminal every frame as it comes; elsewhere, and where the stream is
 * too fast to read, one line a second.
 */
final class Console implements BatchListener {

    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("HH:mm:ss").withZone(ZoneOffset.UTC);
    private static final long SECOND = 1_000_000_000L;
    private static final int READABLE_PER_SECOND = 200;

    private final PrintStream out;
    private final boolean live;
    private final LineTemplate rowLine;
    private final LineTemplate rejectLine;
    private long since = System.nanoTime();
    private int shown;
    private int rows;
    private int rejects;
    private int rowsShown;
    private int rejectsShown;

    Console(PrintStream out, boolean live, LineTemplate rowLine, LineTemplate rejectLine) {
        this.out = out;
        this.live = live;
        this.rowLine = rowLine;
        this.rejectLine = rejectLine;
    }

    @Override
    public synchronized void written(Batch batch) {
        rows += batch.rows().size();
        rejects += batch.rejects().size();
        if (live && shown + batch.rows().size() + batch.rejects().size() <= READABLE_PER_SECOND) {
            each(batch);
        }
        long now = System.nanoTime();
        if (now - since >= SECOND) {
            if (rows > rowsShown || rejects > rejectsShown) {
                summary(batch);
            }
            since = now;
            shown = rows = rejects = rowsShown = rejectsShown = 0;
        }
    }

    private void each(Batch batch) {
        int row = 0;
        int reject = 0;
        while (row < batch.rows().size() || reject < batch.rejects().size()) {
            boolean rowNext = reject == batch.rejects().size()
                    || (row < batch.rows().size()
                            && batch.rowFrames().get(row).position()
                                    < batch.rejects().get(reject).frame().position());
            out.println(
                    rowNext
                            ? line(batch.rows().get(row++))
                            : line(batch.rejects().get(reject++)));
            shown++;
        }
        rowsShown += row;
        rejectsShown += reject;
    }

    private String line(Map<String, Object> row) {
        return rowLine.fill(row).orElseGet(() -> Terminal.safe(row.toString()));
    }

    @SuppressWarnings("unchecked")
    private String line(Reject reject) {
        Frame frame = reject.frame();
        String why = "turned away: " + Terminal.safe(reject.reason());
        return rejectLine
                .fill((Map<String, ?>) JsonFields.of(frame))
                .map(line -> line + "   " + why)
                .orElseGet(() -> "[" + TIME.format(frame.received()) + "] " + why + "   "
                        + Terminal.safe(Terminal.cut(frame.text(), 60)));
    }

    private void summary(Batch batch) {
        Frame last = batch.rowFrames().isEmpty()
                ? batch.rejects().get(batch.rejects().size() - 1).frame()
                : batch.rowFrames().get(batch.rowFrames().size() - 1);
        String latest = batch.rows().isEmpty()
                ? ""
                : "   latest " + line(batch.rows().get(batch.rows().size() - 1));
        out.println("[" + TIME.format(last.received()) + "] " + rows + " rows, " + rejects + " turned away" + latest);
    }
}
