package dev.wadi.file;

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
public class RollingFileEndpoint extends DefaultEndpoint {

    @UriPath(description = "What the files' names begin with.")
    @Metadata(required = true)
    private final String name;

    @UriParam(defaultValue = "data/csv")
    private String directory = "data/csv";

    @UriParam(defaultValue = "data/rejects")
    private String rejectDirectory = "data/rejects";

    @UriParam(defaultValue = "\"")
    private String quote = "\"";

    RollingFileEndpoint(String uri, RollingFileComponent component, String name) {
        super(uri, component);
        this.name = name;
    }

    @Override
    protected void doInit() throws Exception {
        super.doInit();
        if (!name.matches("[A-Za-z0-9_][A-Za-z0-9_.-]*")) {
            throw new IllegalArgumentException("rolling-file:" + name
                    + ": a name begins files, so it is made of letters, digits, '_', '-' and '.'.");
        }
        if (quote.length() != 1 || quote.charAt(0) > 127) {
            throw new IllegalArgumentException(
                    "rolling-file:" + name + ": quote must be one ASCII character, found '" + quote + "'.");
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

    /** Where the rejects go, as {@code NAME-TIME.jsonl}; made where it is missing. */
    public void setRejectDirectory(String rejectDirectory) {
        this.rejectDirectory = rejectDirectory;
    }

    public String getQuote() {
        return quote;
    }

    /** The quote character of the marshalled text, by which the sink knows a line break in a field from a record's end. */
    public void setQuote(String quote) {
        this.quote = quote;
    }
}
