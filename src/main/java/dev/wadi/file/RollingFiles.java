package dev.wadi.file;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.wadi.frame.Frame;
import dev.wadi.frame.Reader;
import dev.wadi.frame.Sink;
import java.io.IOException;
import java.time.Instant;
import java.util.Arrays;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The files that a route's batches go into: rows and rejects, each a {@link Roll}. Knows where it stands, and can go back
 * to where it stood. Thread-safe.
 */
final class RollingFiles implements Sink {

    private static final Logger LOG = LoggerFactory.getLogger(RollingFiles.class);
    private static final ObjectMapper JSON = new ObjectMapper();

    private final String name;
    private final byte quote;
    private final Roll rows;
    private final Roll rejects;
    private Reader reader;
    private long last;
    /** What the state was when the files were left open for the next start; null while they are in use. */
    private String left;

    RollingFiles(String name, byte quote, Roll rows, Roll rejects) {
        this.name = name;
        this.quote = quote;
        this.rows = rows;
        this.rejects = rejects;
    }

    /**
     * Writes a batch.
     *
     * @param csv the text of its table, the header before its rows
     * @return false where it is not written, since the reader is going back behind it, or the route has ended
     */
    synchronized boolean write(Batch batch, byte[] csv) throws IOException {
        if (left != null) {
            reader.failed(batch.last(), new IllegalStateException("rolling-file:" + name + " has ended"));
            return false;
        }
        if (reader != null && reader.isGoingBack()) {
            return false;
        }
        if (last != 0 && batch.follows() != last) {
            throw new IllegalStateException("rolling-file:" + name + " expects the batch that follows frame " + last
                    + " and found one that follows frame " + batch.follows()
                    + ": batches must come in order (executorService \"#inline\").");
        }
        if (!batch.rows().isEmpty()) {
            int[] ends = check(batch, csv);
            byte[] header = Arrays.copyOf(csv, ends[0]);
            rows.append(header, csv, ends[0], Arrays.copyOfRange(ends, 1, ends.length), batch.rowFrames());
        }
        if (!batch.rejects().isEmpty()) {
            RejectLines lines = RejectLines.of(batch.rejects());
            rejects.append(new byte[0], lines.bytes(), 0, lines.ends(), lines.frames());
        }
        last = batch.last();
        if (reader == null) {
            finishClosed();
        }
        return true;
    }

    /** Where the records of the batch's table end in its text. */
    int[] check(Batch batch, byte[] csv) {
        return batch.rows().isEmpty()
                ? new int[0]
                : CsvRecords.ends(csv, quote, batch.rows().size() + 1);
    }

    private void finishClosed() throws IOException {
        rows.finishClosed();
        rejects.finishClosed();
    }

    @Override
    public String sinkName() {
        return "rolling-file:" + name;
    }

    /** A route that sends here starts. */
    synchronized void begin() {
        if (left != null) {
            left = null;
            reader = null;
            last = 0;
        }
    }

    @Override
    public synchronized String state() {
        if (left != null) {
            // a batch may end, and be committed, after the route that wrote it
            return left;
        }
        ObjectNode state = JSON.createObjectNode().put("last", last);
        state.set("rows", rows.state());
        state.set("rejects", rejects.state());
        return state.toString();
    }

    @Override
    public boolean bears(String state) {
        try {
            JsonNode node = JSON.readTree(state);
            return rows.bears(node.path("rows")) && rejects.bears(node.path("rejects"));
        } catch (JsonProcessingException unknown) {
            return false;
        }
    }

    @Override
    public synchronized void restore(Reader from, String state) throws IOException {
        reader = from;
        left = null;
        JsonNode node = JSON.readTree(state == null ? "{}" : state);
        last = node.path("last").asLong();
        rows.restore(node.path("rows"), from != null);
        rejects.restore(node.path("rejects"), from != null);
    }

    @Override
    public synchronized boolean isWaiting() {
        return rows.isWaiting() || rejects.isWaiting();
    }

    @Override
    public synchronized void committed() {
        try {
            finishClosed();
        } catch (IOException failed) {
            // only at a stop: the commit says what is to be finished, and the next start does it
            LOG.warn("rolling-file:{}: {}; the next start finishes it.", name, failed.getMessage());
        }
    }

    @Override
    public synchronized void force() throws IOException {
        rows.force();
        rejects.force();
    }

    @Override
    public synchronized boolean idle(Instant now) throws IOException {
        long nanos = Frame.nanos(now);
        boolean rowsOver = rows.closeOver(nanos);
        boolean rejectsOver = rejects.closeOver(nanos);
        return rowsOver || rejectsOver;
    }

    /** Ends: where the recording has ended the open files are finished; else they stay open for the next start. */
    void end() throws IOException {
        Reader committing = close();
        if (committing != null) {
            committing.changed();
        }
    }

    private synchronized Reader close() throws IOException {
        Reader committing = null;
        if (reader == null) {
            rows.close();
            rejects.close();
            finishClosed();
        } else if (reader.isEnded()) {
            rows.close();
            rejects.close();
            committing = reader;
        } else {
            left = state();
            rows.leave();
            rejects.leave();
            return null;
        }
        reader = null;
        last = 0;
        return committing;
    }
}
