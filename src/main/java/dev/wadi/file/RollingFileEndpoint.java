package dev.wadi.file;

import dev.wadi.disk.Patience;
import dev.wadi.frame.ProblemCheck;
import dev.wadi.frame.Sink;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Set;
import org.apache.camel.Category;
import org.apache.camel.Consumer;
import org.apache.camel.Processor;
import org.apache.camel.Producer;
import org.apache.camel.spi.Metadata;
import org.apache.camel.spi.UriEndpoint;
import org.apache.camel.spi.UriParam;
import org.apache.camel.spi.UriPath;
import org.apache.camel.support.DefaultEndpoint;

/** Writes the batches of a route: their rows to a CSV file, their rejects to a file of JSON lines. */
@UriEndpoint(
        firstVersion = "0.1.0",
        scheme = "rolling-file",
        title = "Rolling File",
        syntax = "rolling-file:name",
        producerOnly = true,
        category = {Category.FILE})
public class RollingFileEndpoint extends DefaultEndpoint implements Sink.Holder {

    @UriPath(description = "What the files' names begin with.")
    @Metadata(required = true)
    private final String name;

    @UriParam(defaultValue = "data/csv")
    private String directory = "data/csv";

    @UriParam(defaultValue = "data/rejects")
    private String rejectDirectory = "data/rejects";

    @UriParam(defaultValue = "{name}-{time}-{position}")
    private String fileName = "{name}-{time}-{position}";

    @UriParam
    private long rollRows;

    @UriParam
    private Duration rollTime;

    @UriParam
    private long rollBytes;

    @UriParam(defaultValue = "none", enums = "none,gzip")
    private String compress = "none";

    @UriParam(defaultValue = "\"")
    private String quote = "\"";

    private final Patience patience =
            new Patience(() -> isStoppingOrStopped() || getCamelContext().isStopping());
    private Set<BatchListener> listeners = Set.of();
    private RollingFiles files;
    private ProblemCheck health;
    private Tally tally;

    RollingFileEndpoint(String uri, RollingFileComponent component, String name) {
        super(uri, component);
        this.name = name;
    }

    @Override
    protected void doInit() throws Exception {
        super.doInit();
        must("name", name.matches("[A-Za-z0-9_][A-Za-z0-9_.-]*"), "made of letters, digits, '_', '-' and '.'", name);
        must("quote", quote.length() == 1 && quote.charAt(0) < 128, "one ASCII character", quote);
        must("compress", compress.equals("none") || compress.equals("gzip"), "none or gzip", compress);
        must("rollRows", rollRows >= 0, "0 (never) or greater", rollRows);
        must("rollBytes", rollBytes >= 0, "0 (never) or greater", rollBytes);
        must("rollTime", rollTime == null || rollTime.toMillis() > 0, "greater than 0", rollTime);
        files = files();
    }

    private void must(String option, boolean right, String expected, Object found) {
        if (!right) {
            throw new IllegalArgumentException(
                    "rolling-file:" + name + ": " + option + " must be " + expected + ", found " + found + ".");
        }
    }

    private RollingFiles files() {
        boolean gzip = compress.equals("gzip");
        String out = getComponent().getOut();
        Roll rows = out == null
                ? new Roll(
                        FileNames.of(getComponent().place(directory), fileName, name, ".csv"),
                        new Rolling(rollRows, rollTime, rollBytes, true),
                        gzip,
                        patience,
                        this::closed)
                : new Roll(FileNames.single(out), Rolling.NEVER, false, patience, this::closed);
        Roll rejects = new Roll(
                FileNames.of(getComponent().place(rejectDirectory), fileName, name, ".jsonl"),
                new Rolling(0, rollTime, rollBytes, true),
                gzip,
                patience,
                this::closed);
        return new RollingFiles(name, (byte) quote.charAt(0), rows, rejects);
    }

    @Override
    public Sink sink() {
        return files;
    }

    void begin() throws IOException {
        String out = getComponent().getOut();
        if (out != null && Files.exists(Path.of(out))) {
            throw new IOException(out + " exists already: move it away, or name another file.");
        }
        files.begin();
        listeners = getCamelContext().getRegistry().findByType(BatchListener.class);
        health = ProblemCheck.register(getCamelContext(), "rolling-file-" + name, patience::problem);
        tally = new Tally(getCamelContext(), name);
    }

    void write(Batch batch, byte[] csv) throws IOException {
        if (getComponent().isDry()) {
            files.check(batch, csv);
        } else if (!files.write(batch, csv)) {
            return;
        }
        tally.written(batch);
        listeners.forEach(listener -> listener.written(batch));
    }

    private void closed(Path file, long records, long bytes) {
        listeners.forEach(listener -> listener.closed(file, records, bytes));
    }

    void end() throws IOException {
        if (health != null) {
            health.remove();
            health = null;
            tally.close();
            files.end();
        }
    }

    @Override
    public Producer createProducer() {
        return new RollingFileProducer(this);
    }

    @Override
    public Consumer createConsumer(Processor processor) {
        throw new UnsupportedOperationException("rolling-file: is a sink: it stands in 'to', not in 'from'.");
    }

    @Override
    public RollingFileComponent getComponent() {
        return (RollingFileComponent) super.getComponent();
    }

    public String getName() {
        return name;
    }

    public String getDirectory() {
        return directory;
    }

    /** Where the CSV files go; made where it is missing. */
    public void setDirectory(String directory) {
        this.directory = directory;
    }

    public String getRejectDirectory() {
        return rejectDirectory;
    }

    /** Where the rejects go, as JSON lines; made where it is missing. */
    public void setRejectDirectory(String rejectDirectory) {
        this.rejectDirectory = rejectDirectory;
    }

    public String getFileName() {
        return fileName;
    }

    /** What a file is called, without its ending: {name}, {time} (receive time of its first row) and {position}. */
    public void setFileName(String fileName) {
        this.fileName = fileName;
    }

    public long getRollRows() {
        return rollRows;
    }

    /** A file holds at most so many rows, or those of one frame. 0 sets no bound. */
    public void setRollRows(long rollRows) {
        this.rollRows = rollRows;
    }

    public Duration getRollTime() {
        return rollTime;
    }

    /**
     * A file holds rows received in the same period of this length, counted from 1970 in UTC: 1h, 24h. By default there is no
     * bound.
     */
    public void setRollTime(Duration rollTime) {
        this.rollTime = rollTime;
    }

    public long getRollBytes() {
        return rollBytes;
    }

    /** A file holds at most so many bytes, or the rows of one frame. 0 sets no bound. */
    public void setRollBytes(long rollBytes) {
        this.rollBytes = rollBytes;
    }

    public String getCompress() {
        return compress;
    }

    /** What is done with finished files. */
    public void setCompress(String compress) {
        this.compress = compress;
    }

    public String getQuote() {
        return quote;
    }

    /** The quote character of the marshalled text, by which the sink knows a line break in a field from a record's end. */
    public void setQuote(String quote) {
        this.quote = quote;
    }
}
