package dev.wadi.frame;

import java.util.Map;
import java.util.function.Supplier;
import org.apache.camel.CamelContext;
import org.apache.camel.health.HealthCheckRegistry;
import org.apache.camel.health.HealthCheckResultBuilder;
import org.apache.camel.impl.health.AbstractHealthCheck;

/** A health check that is down, with the reason, for as long as there is a problem. */
public final class ProblemCheck extends AbstractHealthCheck {

    private final Supplier<String> problem;
    private final Supplier<Map<String, Object>> details;
    private final HealthCheckRegistry registry;

    private ProblemCheck(
            String id, Supplier<String> problem, Supplier<Map<String, Object>> details, HealthCheckRegistry registry) {
        super("wadi", id);
        this.problem = problem;
        this.details = details;
        this.registry = registry;
    }

    /**
     * Adds a check to those of the context, where it keeps any.
     *
     * @param problem what is wrong, as a sentence; null while all is well
     */
    public static ProblemCheck register(CamelContext context, String id, Supplier<String> problem) {
        return register(context, id, problem, Map::of);
    }

    /**
     * Adds a check that also says more.
     *
     * @param problem what is wrong, as a sentence; null while all is well
     * @param details what else is known, by names
     */
    public static ProblemCheck register(
            CamelContext context, String id, Supplier<String> problem, Supplier<Map<String, Object>> details) {
        HealthCheckRegistry registry = HealthCheckRegistry.get(context);
        ProblemCheck check = new ProblemCheck(id, problem, details, registry);
        if (registry != null) {
            registry.register(check);
        }
        return check;
    }

    /** Takes the check away again. */
    public void remove() {
        if (registry != null) {
            registry.unregister(this);
        }
    }

    @Override
    protected void doCall(HealthCheckResultBuilder builder, Map<String, Object> options) {
        builder.details(details.get());
        String now = problem.get();
        if (now == null) {
            builder.up();
        } else {
            builder.message(now).down();
        }
    }
}
