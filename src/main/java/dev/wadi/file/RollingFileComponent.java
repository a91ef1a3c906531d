package dev.wadi.file;

import java.nio.file.Path;
import java.util.Map;
import org.apache.camel.Endpoint;
import org.apache.camel.spi.Metadata;
import org.apache.camel.spi.annotations.Component;
import org.apache.camel.support.DefaultComponent;

/** {@code rolling-file:NAME}: the CSV files and the rejects that a route's batches go into. */
@Component("rolling-file")
public class RollingFileComponent extends DefaultComponent {

    @Metadata
    private String out;

    @Metadata
    private String into;

    @Metadata
    private boolean dry;

    @Override
    protected Endpoint createEndpoint(String uri, String remaining, Map<String, Object> parameters) throws Exception {
        RollingFileEndpoint endpoint = new RollingFileEndpoint(uri, this, remaining);
        setProperties(endpoint, parameters);
        return endpoint;
    }

    public String getOut() {
        return out;
    }

    /** One file for all rows, in place of the endpoint's own directory and file names. */
    public void setOut(String out) {
        this.out = out;
    }

    public String getInto() {
        return into;
    }

    /** Where all files go, in place of their endpoints' own directories, of which the last name is kept. */
    public void setInto(String into) {
        this.into = into;
    }

    public boolean isDry() {
        return dry;
    }

    /** Whether nothing is written; what would be is checked all the same, and who listens is told. */
    public void setDry(boolean dry) {
        this.dry = dry;
    }

    /** Where files go that an endpoint wants in this directory. */
    Path place(String directory) {
        Path own = Path.of(directory);
        return into == null ? own : Path.of(into).resolve(own.getFileName());
    }
}
