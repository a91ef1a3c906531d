package dev.wadi.file;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Arrays;
import java.util.Set;
import org.apache.camel.Exchange;
import org.apache.camel.support.DefaultProducer;

/**
 * Appends batches, in the order of their frames, and finishes the files when the route stops. A file begins with the
 * first row (or reject) that is for it, and anew when the header changes.
 */
final class RollingFileProducer extends DefaultProducer {

    private static final DateTimeFormatter STAMP =
            DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss'Z'").withZone(ZoneOffset.UTC);

    private final RollingFileEndpoint endpoint;
    private Set<BatchListener> listeners = Set.of();
    private OutputFile rows;
    private OutputFile rejects;
    private byte[] header = {};
    private long last;

    RollingFileProducer(RollingFileEndpoint endpoint) {
        super(endpoint);
        this.endpoint = endpoint;
    }

    @Override
    protected void doStart() throws Exception {
        super.doStart();
        last = 0;
        listeners = endpoint.getCamelContext().getRegistry().findByType(BatchListener.class);
    }

    @Override
    public synchronized void process(Exchange exchange) throws Exception {
        Batch batch = exchange.getProperty(Batch.PROPERTY, Batch.class);
        if (batch == null) {
            throw new IllegalStateException("rolling-file:" + endpoint.getName()
                    + " expects a batch (exchange property " + Batch.PROPERTY
                    + "), as the aggregation with a BatchStrategy makes it, and found none.");
        }
        if (last != 0 && batch.follows() != last) {
            throw new IllegalStateException(
                    "rolling-file:" + endpoint.getName() + " expects the batch that follows frame " + last
                            + " and found one that follows frame " + batch.follows()
                            + ": batches must come in order (executorService \"#inline\").");
        }
        if (!batch.rows().isEmpty()) {
            append(batch, exchange.getMessage().getMandatoryBody(byte[].class));
        }
        if (!batch.rejects().isEmpty()) {
            if (rejects == null) {
                rejects = open(
                        Path.of(endpoint.getRejectDirectory()),
                        batch.rejects().get(0).frame().received(),
                        ".jsonl");
            }
            rejects.append(RejectLines.of(batch.rejects()), batch.rejects().size());
        }
        last = batch.last();
        listeners.forEach(listener -> listener.written(batch));
    }

    private void append(Batch batch, byte[] csv) throws IOException {
        int count = batch.rows().size();
        int[] ends = CsvRecords.ends(csv, (byte) endpoint.getQuote().charAt(0), count + 1);
        byte[] names = Arrays.copyOf(csv, ends[0]);
        if (rows != null && !Arrays.equals(names, header)) {
            finish(rows);
            rows = null;
        }
        int from = ends[0];
        if (rows == null) {
            rows = openRows(batch.rowFrames().get(0).received());
            header = names;
            from = 0;
        }
        rows.append(ByteBuffer.wrap(csv, from, csv.length - from), count);
    }

    private OutputFile openRows(Instant begin) throws IOException {
        String out = endpoint.getComponent().getOut();
        if (out == null) {
            return open(Path.of(endpoint.getDirectory()), begin, ".csv");
        }
        if (Files.exists(Path.of(out))) {
            throw new IOException(out + " exists already: move it away, or name another file.");
        }
        return new OutputFile(Path.of(out), this::isStoppingOrStopped);
    }

    private OutputFile open(Path directory, Instant begin, String ending) throws IOException {
        String stem = endpoint.getName() + "-" + STAMP.format(begin);
        for (int i = 1; ; i++) {
            Path path = directory.resolve(i == 1 ? stem + ending : stem + "-" + i + ending);
            if (!Files.exists(path) && !Files.exists(directory.resolve(path.getFileName() + ".part"))) {
                return new OutputFile(path, this::isStoppingOrStopped);
            }
        }
    }

    private void finish(OutputFile file) throws IOException {
        file.finish();
        listeners.forEach(listener -> listener.finished(file.path(), file.records(), file.length()));
    }

    @Override
    protected void doStop() throws Exception {
        synchronized (this) {
            if (rows != null) {
                finish(rows);
                rows = null;
            }
            if (rejects != null) {
                finish(rejects);
                rejects = null;
            }
        }
        super.doStop();
    }
}
