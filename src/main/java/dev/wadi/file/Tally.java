package dev.wadi.file;

import dev.wadi.ledger.Ledger;
import dev.wadi.ledger.Metric;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.camel.CamelContext;

/** Counts the rows and rejects that a sink has written since it began, and reports them. */
final class Tally implements AutoCloseable {

    private final AtomicLong rows = new AtomicLong();
    private final AtomicLong rejects = new AtomicLong();
    private final Ledger ledger;

    Tally(CamelContext context, String sink) {
        ledger = Ledger.open(context, "sink", sink)
                .report(Metric.FILE_ROWS, rows::get)
                .report(Metric.FILE_REJECTS, rejects::get);
    }

    void written(Batch batch) {
        rows.addAndGet(batch.rows().size());
        rejects.addAndGet(batch.rejects().size());
    }

    @Override
    public void close() {
        ledger.close();
    }
}
