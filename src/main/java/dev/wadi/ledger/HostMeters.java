package dev.wadi.ledger;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.composite.CompositeMeterRegistry;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.DoubleSupplier;
import org.apache.camel.CamelContext;

/** The meters of one ledger in the application's registry. The only class that needs Micrometer. */
final class HostMeters {

    private final MeterRegistry registry;
    private final List<Meter> meters = new ArrayList<>();

    private HostMeters(MeterRegistry registry) {
        this.registry = registry;
    }

    /** Those of the registry that the context's registry holds, of the composite where it holds several; else null. */
    static HostMeters of(CamelContext context) {
        Set<MeterRegistry> found = context.getRegistry().findByType(MeterRegistry.class);
        return found.stream()
                .filter(registry -> found.size() == 1 || registry instanceof CompositeMeterRegistry)
                .findFirst()
                .map(HostMeters::new)
                .orElse(null);
    }

    void add(Metric metric, List<String> tags, DoubleSupplier value) {
        String[] pairs = tags.toArray(String[]::new);
        if (metric.isCounter()) {
            meters.add(FunctionCounter.builder(metric.title(), value, DoubleSupplier::getAsDouble)
                    .tags(pairs)
                    .baseUnit(metric.unit())
                    .description(metric.meaning())
                    .register(registry));
        } else {
            meters.add(Gauge.builder(metric.title(), value, DoubleSupplier::getAsDouble)
                    .tags(pairs)
                    .baseUnit(metric.unit())
                    .description(metric.meaning())
                    .register(registry));
        }
    }

    void remove() {
        meters.forEach(registry::remove);
        meters.clear();
    }
}
