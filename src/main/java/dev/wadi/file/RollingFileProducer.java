package dev.wadi.file;

import org.apache.camel.Exchange;
import org.apache.camel.support.DefaultProducer;

/** Hands batches to the endpoint's files, and ends them when the route stops. */
final class RollingFileProducer extends DefaultProducer {

    private final RollingFileEndpoint endpoint;

    RollingFileProducer(RollingFileEndpoint endpoint) {
        super(endpoint);
        this.endpoint = endpoint;
    }

    @Override
    protected void doStart() throws Exception {
        super.doStart();
        endpoint.begin();
    }

    @Override
    public void process(Exchange exchange) throws Exception {
        Batch batch = exchange.getProperty(Batch.PROPERTY, Batch.class);
        if (batch == null) {
            throw new IllegalStateException("rolling-file:" + endpoint.getName()
                    + " expects a batch (exchange property " + Batch.PROPERTY
                    + "), as the aggregation with a BatchStrategy makes it, and found none.");
        }
        byte[] csv =
                batch.rows().isEmpty() ? new byte[0] : exchange.getMessage().getMandatoryBody(byte[].class);
        endpoint.write(batch, csv);
    }

    @Override
    protected void doStop() throws Exception {
        endpoint.end();
        super.doStop();
    }
}
