package dev.wadi.journal;

import java.nio.file.Path;
import java.time.Duration;
import org.apache.camel.Category;
import org.apache.camel.Consumer;
import org.apache.camel.MultipleConsumersSupport;
import org.apache.camel.Processor;
import org.apache.camel.Producer;
import org.apache.camel.spi.Metadata;
import org.apache.camel.spi.UriEndpoint;
import org.apache.camel.spi.UriParam;
import org.apache.camel.spi.UriPath;
import org.apache.camel.support.DefaultEndpoint;

/**
 * Keeps frames on disk in the order they come, and reads them again from where its reader stopped: exactly once where the
 * route ends in a sink that takes part in the commit, such as rolling-file.
 */
@UriEndpoint(
        firstVersion = "0.1.0",
        scheme = "journal",
        title = "Journal",
        syntax = "journal:name",
        category = {Category.FILE})
public class JournalEndpoint extends DefaultEndpoint implements MultipleConsumersSupport {

    @UriPath(description = "Name of the journal: of the directory that holds its files.")
    @Metadata(required = true)
    private final String name;

    @UriParam(defaultValue = "data/journal")
    private String directory = "data/journal";

    @UriParam(label = "producer", defaultValue = "1s")
    private Duration syncInterval = Duration.ofSeconds(1);

    @UriParam(label = "producer", defaultValue = "134217728")
    private long segmentBytes = 128L << 20;

    @UriParam(label = "producer", defaultValue = "1h")
    private Duration segmentTime = Duration.ofHours(1);

    @UriParam(label = "producer", defaultValue = "none", enums = "none,gzip")
    private String compress = "none";

    @UriParam(label = "producer")
    private Duration retainTime;

    @UriParam(label = "producer")
    private long retainBytes;

    @UriParam(label = "consumer")
    private String reader;

    @UriParam(label = "consumer", defaultValue = "commit")
    private String from = "commit";

    @UriParam(label = "consumer")
    private boolean events;

    @UriParam(label = "consumer", defaultValue = "3s")
    private Duration drainTimeout = Duration.ofSeconds(3);

    JournalEndpoint(String uri, JournalComponent component, String name) {
        super(uri, component);
        this.name = name;
    }

    @Override
    public Producer createProducer() {
        return new JournalProducer(this);
    }

    @Override
    public Consumer createConsumer(Processor processor) throws Exception {
        JournalConsumer consumer = new JournalConsumer(this, processor);
        configureConsumer(consumer);
        return consumer;
    }

    /** Several routes may read one journal, each with a commit of its own. */
    @Override
    public boolean isMultipleConsumersSupported() {
        return true;
    }

    @Override
    protected void doInit() throws Exception {
        super.doInit();
        fileName("name", name);
        if (reader != null) {
            fileName("reader", reader);
        }
        must("compress", compress.equals("none") || compress.equals("gzip"), "none or gzip", compress);
        must("from", from.matches("commit|beginning|end|[1-9]\\d{0,17}"), "commit, beginning, end or a position", from);
        must("segmentBytes", segmentBytes > 0, "greater than 0", segmentBytes);
        must("segmentTime", segmentTime.toMillis() > 0, "greater than 0", segmentTime);
        must("syncInterval", syncInterval.toMillis() > 0, "greater than 0", syncInterval);
        must("retainBytes", retainBytes >= 0, "0 (keep all) or greater", retainBytes);
    }

    private void fileName(String option, String value) {
        must(option, value.matches("[A-Za-z0-9_][A-Za-z0-9_.-]*"), "made of letters, digits, '_', '-' and '.'", value);
    }

    private void must(String option, boolean right, String expected, Object found) {
        if (!right) {
            throw new IllegalArgumentException(
                    "journal:" + name + ": " + option + " must be " + expected + ", found " + found + ".");
        }
    }

    @Override
    public JournalComponent getComponent() {
        return (JournalComponent) super.getComponent();
    }

    /** Where the journal's files are. */
    public Path path() {
        String into = getComponent().getInto();
        return into == null ? ownPath() : Path.of(into, name).toAbsolutePath().normalize();
    }

    /** Where they are unless the component has them all elsewhere. */
    public Path ownPath() {
        return Path.of(directory, name).toAbsolutePath().normalize();
    }

    JournalSettings settings() {
        return new JournalSettings(
                syncInterval, segmentBytes, segmentTime, compress.equals("gzip"), retainTime, retainBytes);
    }

    Doorbell doorbell() {
        return getComponent().doorbell(path());
    }

    public String getName() {
        return name;
    }

    public String getDirectory() {
        return directory;
    }

    /** The directory that holds the journals' directories; made where it is missing. */
    public void setDirectory(String directory) {
        this.directory = directory;
    }

    public Duration getSyncInterval() {
        return syncInterval;
    }

    /** How often what was written is forced to disk: a power cut loses at most that. */
    public void setSyncInterval(Duration syncInterval) {
        this.syncInterval = syncInterval;
    }

    public long getSegmentBytes() {
        return segmentBytes;
    }

    /** A segment is finished, and the next one begun, when it is so long. */
    public void setSegmentBytes(long segmentBytes) {
        this.segmentBytes = segmentBytes;
    }

    public Duration getSegmentTime() {
        return segmentTime;
    }

    /** A segment is finished, and the next one begun, when it is so old. */
    public void setSegmentTime(Duration segmentTime) {
        this.segmentTime = segmentTime;
    }

    public String getCompress() {
        return compress;
    }

    /** What is done with finished segments. They read the same. */
    public void setCompress(String compress) {
        this.compress = compress;
    }

    public Duration getRetainTime() {
        return retainTime;
    }

    /** Finished segments older than this are deleted once every reader has committed past them. By default they are kept. */
    public void setRetainTime(Duration retainTime) {
        this.retainTime = retainTime;
    }

    public long getRetainBytes() {
        return retainBytes;
    }

    /**
     * The oldest finished segments are deleted, once every reader has committed past them, while all together are longer
     * than this. 0 keeps them.
     */
    public void setRetainBytes(long retainBytes) {
        this.retainBytes = retainBytes;
    }

    public String getReader() {
        return reader;
    }

    /** In whose name the position is committed. The default is the id of the route. */
    public void setReader(String reader) {
        this.reader = reader;
    }

    public String getFrom() {
        return from;
    }

    /**
     * Where a reader begins that has no commit: commit or beginning with the first kept frame, end with the next to come, or
     * with this position. With beginning, end or a position a commit does not count.
     */
    public void setFrom(String from) {
        this.from = from;
    }

    public boolean isEvents() {
        return events;
    }

    /** Whether the route gets the events of the connection and the program too; the header WadiEvent tells which one. */
    public void setEvents(boolean events) {
        this.events = events;
    }

    public Duration getDrainTimeout() {
        return drainTimeout;
    }

    /** When the recording has ended in order, how long a stop may take to bring the rest through the route. */
    public void setDrainTimeout(Duration drainTimeout) {
        this.drainTimeout = drainTimeout;
    }
}
