package dev.wadi.journal;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
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

    @UriParam(label = "consumer")
    private String reader;

    @UriParam(label = "consumer", defaultValue = "commit")
    private String from = "commit";

    @UriParam(label = "consumer")
    private boolean events;

    @UriParam(label = "consumer", defaultValue = "3s")
    private Duration drainTimeout = Duration.ofSeconds(3);

    @UriParam
    private Keeping keeping = new Keeping();

    private final Map<String, JournalConsumer> consumers = new ConcurrentHashMap<>();

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

    /** The consumer reads in this name now; one that did before, and has stopped, gives up what it still holds. */
    void takeOver(String readerName, JournalConsumer consumer) throws IOException {
        JournalConsumer before = consumers.get(readerName);
        if (before != null && (before.isStoppingOrStopped() || before.equals(consumer))) {
            before.closeJournal();
        }
        consumers.put(readerName, consumer);
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
        must("compress", keeping.getCompress().matches("none|gzip"), "none or gzip", keeping.getCompress());
        must("from", from.matches("commit|beginning|end|[1-9]\\d{0,17}"), "commit, beginning, end or a position", from);
        must("segmentBytes", keeping.getSegmentBytes() > 0, "greater than 0", keeping.getSegmentBytes());
        must("segmentTime", keeping.getSegmentTime().toMillis() > 0, "greater than 0", keeping.getSegmentTime());
        must("syncInterval", keeping.getSyncInterval().toMillis() > 0, "greater than 0", keeping.getSyncInterval());
        must("retainBytes", keeping.getRetainBytes() >= 0, "0 (keep all) or greater", keeping.getRetainBytes());
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
        return keeping.settings();
    }

    Doorbell doorbell() {
        return getComponent().doorbell(path());
    }

    public Keeping getKeeping() {
        return keeping;
    }

    public void setKeeping(Keeping keeping) {
        this.keeping = keeping;
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
