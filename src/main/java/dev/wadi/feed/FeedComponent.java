package dev.wadi.feed;

import io.vertx.core.Vertx;
import java.util.Map;
import org.apache.camel.Endpoint;
import org.apache.camel.component.vertx.websocket.VertxWebsocketComponent;
import org.apache.camel.spi.annotations.Component;
import org.apache.camel.support.DefaultComponent;
import org.apache.camel.util.PropertiesHelper;

/** {@code feed:NAME}: a WebSocket stream as the source of a route. It shares the Vert.x of Camel's WebSocket component. */
@Component("feed")
public class FeedComponent extends DefaultComponent {

    @Override
    protected Endpoint createEndpoint(String uri, String remaining, Map<String, Object> parameters) throws Exception {
        FeedEndpoint endpoint = new FeedEndpoint(uri, this, remaining);
        endpoint.setHandshakeHeaders(PropertiesHelper.extractProperties(parameters, "header."));
        setProperties(endpoint, parameters);
        return endpoint;
    }

    Vertx vertx() {
        return getCamelContext()
                .getComponent("vertx-websocket", VertxWebsocketComponent.class)
                .getVertx();
    }
}
