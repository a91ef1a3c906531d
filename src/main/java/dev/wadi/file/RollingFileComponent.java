package dev.wadi.file;

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
}
