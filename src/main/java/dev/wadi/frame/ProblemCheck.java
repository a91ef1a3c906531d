package dev.wadi.frame;

import java.util.Map;
import java.util.function.Supplier;
import org.apache.camel.CamelContext;
import org.apache.camel.health.HealthCheckHelper;
import org.apache.camel.health.HealthCheckResultBuilder;
import org.apache.camel.health.WritableHealthCheckRepository;
import org.apache.camel.impl.health.AbstractHealthCheck;

/** A health check that is down, with the reason, for as long as there is a problem. */
public final class ProblemCheck extends AbstractHealthCheck {

    private final Supplier<String> problem;
    private final Supplier<Map<String, Object>> details;
    private final WritableHealthCheckRepository repository;

    private ProblemCheck(
            String id,
            Supplier<String> problem,
            Supplier<Map<String, Object>> details,
            WritableHealthCheckRepository repository) {
        super("wadi", id);
        this.problem = problem;
        this.details = details;
        this.repository = repository;
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
        WritableHealthCheckRepository repository =
                HealthCheckHelper.getHealthCheckRepository(context, "components", WritableHealthCheckRepository.class);
        ProblemCheck check = new ProblemCheck(id, problem, details, repository);
        if (repository != null) {
            repository.addHealthCheck(check);
        }
        return check;
    }

    /** Takes the check away again. */
    public void remove() {
        if (repository != null) {
            repository.removeHealthCheck(this);
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
