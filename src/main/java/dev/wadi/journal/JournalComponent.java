package dev.wadi.journal;

import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.camel.Endpoint;
import org.apache.camel.spi.Metadata;
import org.apache.camel.spi.annotations.Component;
import org.apache.camel.support.DefaultComponent;

/** {@code journal:NAME}: keeps every frame that is sent to it, and is the source of the routes that read them. */
@Component("journal")
public class JournalComponent extends DefaultComponent {

    private final Map<Path, Doorbell> doorbells = new ConcurrentHashMap<>();

    @Metadata
    private String into;

    @Override
    protected Endpoint createEndpoint(String uri, String remaining, Map<String, Object> parameters) throws Exception {
        JournalEndpoint endpoint = new JournalEndpoint(uri, this, remaining);
        setProperties(endpoint, parameters);
        return endpoint;
    }

    public String getInto() {
        return into;
    }

    /** Where all journals are, in place of their endpoints' own directory. */
    public void setInto(String into) {
        this.into = into;
    }

    /** The doorbell that the writer of this journal rings, and its readers hear. */
    Doorbell doorbell(Path journal) {
        return doorbells.computeIfAbsent(journal, made -> new Doorbell());
    }
}
