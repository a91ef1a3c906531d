package dev.wadi.feed;

import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.dns.AddressResolverOptions;
import java.util.Map;
import java.util.TreeSet;
import org.apache.camel.Endpoint;
import org.apache.camel.component.vertx.websocket.VertxWebsocketComponent;
import org.apache.camel.spi.annotations.Component;
import org.apache.camel.support.DefaultComponent;
import org.apache.camel.support.service.ServiceHelper;
import org.apache.camel.util.PropertiesHelper;

/** {@code feed:NAME}: a WebSocket stream as the source of a route. It shares the Vert.x of Camel's WebSocket component. */
@Component("feed")
public class FeedComponent extends DefaultComponent {

    @Override
    protected Endpoint createEndpoint(String uri, String remaining, Map<String, Object> parameters) throws Exception {
        FeedEndpoint endpoint = new FeedEndpoint(uri, this, remaining);
        endpoint.getConfiguration().setHandshakeHeaders(PropertiesHelper.extractProperties(parameters, "header."));
        setProperties(endpoint, parameters);
        return endpoint;
    }

    /** Camel's own message would show all values, which may be secrets. */
    @Override
    protected void validateParameters(String uri, Map<String, Object> parameters, String optionPrefix) {
        if (!parameters.isEmpty()) {
            throw new IllegalArgumentException("feed: has no option " + String.join(", ", parameters.keySet())
                    + "; expected one of "
                    + String.join(", ", new TreeSet<>(new FeedEndpointUriFactory().propertyNames())) + ".");
        }
    }

    Vertx vertx() {
        VertxWebsocketComponent shared =
                (VertxWebsocketComponent) getCamelContext().getComponent("vertx-websocket", true, false);
        if (shared.getVertx() == null && shared.getVertxOptions() == null) {
            shared.setVertxOptions(new VertxOptions().setAddressResolverOptions(resolving()));
        }
        ServiceHelper.startService(shared);
        return shared.getVertx();
    }

    /** Names are looked up anew at each connection. */
    static AddressResolverOptions resolving() {
        return new AddressResolverOptions().setCacheMaxTimeToLive(0);
    }
}
