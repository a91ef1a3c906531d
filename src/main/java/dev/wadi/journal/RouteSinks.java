package dev.wadi.journal;

import dev.wadi.frame.Sink;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.camel.CamelContext;
import org.apache.camel.EndpointAware;
import org.apache.camel.Processor;
import org.apache.camel.Route;
import org.apache.camel.model.RouteDefinition;

/** Finds the sinks that a route sends to, also those in the Kamelets that it goes through. */
final class RouteSinks {

    /** Where Camel keeps, among the parameters of a Kamelet's route, the id of the route that the Kamelet stands in. */
    private static final String PARENT = "parentRouteId";

    private RouteSinks() {}

    static List<Sink> of(Route route) {
        Map<String, Sink> sinks = new LinkedHashMap<>();
        add(route, sinks);
        return List.copyOf(sinks.values());
    }

    private static void add(Route route, Map<String, Sink> sinks) {
        for (Processor step : route.filter("*")) {
            if (step instanceof EndpointAware sender && sender.getEndpoint() instanceof Sink.Holder holder) {
                // Camel keeps the Kamelets of a route that was replaced: of two sinks of a name the later is in use
                sinks.put(holder.sink().sinkName(), holder.sink());
            }
        }
        CamelContext context = route.getCamelContext();
        for (Route inner : context.getRoutes()) {
            if (inner.isCreatedByKamelet() && route.getId().equals(parent(inner))) {
                add(inner, sinks);
            }
        }
    }

    private static Object parent(Route inner) {
        return inner.getRoute() instanceof RouteDefinition model && model.getTemplateParameters() != null
                ? model.getTemplateParameters().get(PARENT)
                : null;
    }
}
