package dev.wadi.edit;

import dev.wadi.feed.FeedEndpoint;
import dev.wadi.file.RollingFileEndpoint;
import dev.wadi.journal.JournalEndpoint;
import java.util.Set;
import org.apache.camel.Consumer;
import org.apache.camel.Endpoint;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.apache.camel.Producer;
import org.apache.camel.support.DefaultEndpoint;
import org.apache.camel.support.DefaultProducer;

/** Stands for an endpoint that is right, and is not sent to. */
final class MutedEndpoint extends DefaultEndpoint {

    /** Local ones that do something all the same. */
    private static final Set<String> EFFECTIVE = Set.of("file", "log", "exec", "stream", "controlbus");

    private final Endpoint muted;

    MutedEndpoint(Endpoint muted) {
        super(muted.getEndpointUri(), muted.getComponent());
        this.muted = muted;
    }

    /** Whether sending to it would be seen outside. Wadi's own know by themselves where to write. */
    static boolean isToBeMuted(Endpoint endpoint) {
        if (endpoint instanceof FeedEndpoint
                || endpoint instanceof JournalEndpoint
                || endpoint instanceof RollingFileEndpoint) {
            return false;
        }
        String scheme = endpoint.getEndpointUri().split(":", 2)[0];
        return endpoint.isRemote() || EFFECTIVE.contains(scheme);
    }

    @Override
    public Producer createProducer() {
        return new DefaultProducer(this) {
            @Override
            public void process(Exchange exchange) {
                // nothing is sent
            }
        };
    }

    @Override
    public Consumer createConsumer(Processor processor) throws Exception {
        return muted.createConsumer(processor);
    }
}
