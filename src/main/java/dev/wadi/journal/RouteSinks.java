package dev.wadi.journal;

import dev.wadi.frame.Sink;
import java.util.ArrayList;
import java.util.List;
import org.apache.camel.EndpointAware;
import org.apache.camel.Processor;
import org.apache.camel.Route;

/** Finds the sinks that a route sends to. */
final class RouteSinks {

    private RouteSinks() {}

    static List<Sink> of(Route route) {
        List<Sink> sinks = new ArrayList<>();
        for (Processor step : route.filter("*")) {
            if (step instanceof EndpointAware sender && sender.getEndpoint() instanceof Sink.Holder holder) {
                if (!sinks.contains(holder.sink())) {
                    sinks.add(holder.sink());
                }
            }
        }
        return sinks;
    }
}
