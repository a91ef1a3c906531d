package dev.wadi.edit;

import dev.wadi.file.BatchStrategy;
import java.util.Collection;
import java.util.List;
import org.apache.camel.CamelContext;
import org.apache.camel.model.AggregateDefinition;
import org.apache.camel.model.ExpressionNode;
import org.apache.camel.model.FilterDefinition;
import org.apache.camel.model.MarshalDefinition;
import org.apache.camel.model.ProcessorDefinition;
import org.apache.camel.model.ProcessorDefinitionHelper;
import org.apache.camel.model.RecipientListDefinition;
import org.apache.camel.model.RouteDefinition;
import org.apache.camel.model.SetPropertyDefinition;
import org.apache.camel.model.SplitDefinition;
import org.apache.camel.model.ThreadsDefinition;
import org.apache.camel.model.ToDefinition;
import org.apache.camel.model.ToDynamicDefinition;
import org.apache.camel.model.TryDefinition;
import org.apache.camel.model.UnmarshalDefinition;
import org.apache.camel.model.WireTapDefinition;
import org.apache.camel.model.dataformat.CsvDataFormat;
import org.apache.camel.util.concurrent.SynchronousExecutorService;

/** Finds in a loaded route what would lose or double rows, or be slow; docs/exactly-once.md gives the reasons. */
final class RouteShape {

    private final RouteFile file;
    private final CamelContext context;
    private final RouteDefinition route;
    private final List<Finding> findings;

    private RouteShape(RouteFile file, CamelContext context, RouteDefinition route, List<Finding> findings) {
        this.file = file;
        this.context = context;
        this.route = route;
        this.findings = findings;
    }

    /** Adds what is found in a route of the file. */
    static void findings(RouteFile file, CamelContext context, RouteDefinition route, List<Finding> findings) {
        RouteShape shape = new RouteShape(file, context, route, findings);
        shape.comparisons();
        shape.lists();
        if (route.getInput().getEndpointUri().startsWith("journal:")) {
            shape.destination();
            shape.exactlyOnce();
        }
    }

    private void warn(ProcessorDefinition<?> step, String sentence) {
        findings.add(Finding.warning(file.path(), step.getLineNumber(), "route " + route.getId() + ": " + sentence));
    }

    /** A route that ends before it sends what it made to somewhere is one that was saved by half. */
    private void destination() {
        List<ProcessorDefinition<?>> steps = route.getOutputs();
        ProcessorDefinition<?> last = steps.get(steps.size() - 1);
        while (!last.getOutputs().isEmpty() && !(last instanceof TryDefinition)) {
            last = last.getOutputs().get(last.getOutputs().size() - 1);
        }
        boolean makes = last instanceof TryDefinition
                || last instanceof AggregateDefinition
                || last instanceof MarshalDefinition
                || last instanceof UnmarshalDefinition
                || last instanceof FilterDefinition
                || last instanceof SetPropertyDefinition;
        if (makes) {
            findings.add(
                    Finding.error(
                            file.path(),
                            Math.max(last.getLineNumber(), 0),
                            "route " + route.getId() + ": ends with " + last.getShortName()
                                    + ", so what it makes goes nowhere; a 'to' is expected behind it. Was the file saved by half?"));
        }
    }

    private <T> Collection<T> all(Class<T> type) {
        return ProcessorDefinitionHelper.filterTypeInOutputs(route.getOutputs(), type);
    }

    private void comparisons() {
        for (ExpressionNode node : all(ExpressionNode.class)) {
            var expression = node.getExpression();
            if (expression != null
                    && "simple".equals(expression.getLanguage())
                    && expression.getExpression().matches(".*}\\s*[<>]=?\\s.*")) {
                warn(
                        node,
                        "simple compares '" + expression.getExpression()
                                + "' as whole numbers or as text, so 0.047 > 0 is false; use the language row.");
            }
        }
    }

    /** Of a row that is a list, each is first looked at as if it were a map. */
    private void lists() {
        for (MarshalDefinition marshal : all(MarshalDefinition.class)) {
            if (marshal.getDataFormatType() instanceof CsvDataFormat && !isOfABatch(marshal)) {
                warn(
                        marshal,
                        "marshal csv without a BatchStrategy before it: rows that are lists take 80 times as long as maps.");
            }
        }
    }

    private boolean isOfABatch(ProcessorDefinition<?> step) {
        for (ProcessorDefinition<?> at = step.getParent(); at != null; at = at.getParent()) {
            if (at instanceof AggregateDefinition batch) {
                String name = String.valueOf(batch.getAggregationStrategy()).replaceFirst("^#", "");
                return context.getRegistry().lookupByName(name) instanceof BatchStrategy;
            }
        }
        return false;
    }

    private void exactlyOnce() {
        Collection<AggregateDefinition> batches = all(AggregateDefinition.class);
        if (batches.isEmpty() && all(ToDefinition.class).stream().anyMatch(RouteShape::isKamelet)) {
            return; // it may aggregate in there
        }
        if (batches.isEmpty()) {
            warn(
                    route,
                    "no aggregate: each frame is committed when the route is done with it, and after a crash some come again.");
            return;
        }
        batches.forEach(this::batch);
        for (WireTapDefinition<?> tap : all(WireTapDefinition.class)) {
            warn(tap, "wireTap sends a copy that is in no commit: after a crash it may be missing, or come twice.");
        }
        for (ThreadsDefinition threads : all(ThreadsDefinition.class)) {
            warn(threads, "threads hands frames on out of order: the batch needs them in order.");
        }
        for (ProcessorDefinition<?> step : all(ProcessorDefinition.class)) {
            boolean dynamic = step instanceof ToDynamicDefinition || step instanceof RecipientListDefinition;
            if (dynamic && step.toString().contains("rolling-file")) {
                warn(step, "the sink is not known when the route starts, so it is not in the commit; use 'to'.");
            }
        }
    }

    private static boolean isKamelet(ToDefinition to) {
        return String.valueOf(to.getEndpointUri()).startsWith("kamelet:");
    }

    private void batch(AggregateDefinition batch) {
        for (ProcessorDefinition<?> at = batch.getParent(); at != null; at = at.getParent()) {
            if (at instanceof FilterDefinition || at instanceof SplitDefinition) {
                warn(
                        batch,
                        "aggregate stands inside " + at.getShortName()
                                + ": every frame, kept or turned away, must reach it, or the batch has a hole.");
            }
        }
        if (!isInline(batch)) {
            warn(
                    batch,
                    "aggregate without executorService \"#inline\" (SynchronousExecutorService): batches are handed on and may be written out of order.");
        }
        var correlation = batch.getExpression();
        if (correlation != null && !"constant".equals(correlation.getLanguage())) {
            warn(
                    batch,
                    "aggregate by '" + correlation.getExpression()
                            + "': a commit would pass over what other groups hold; use a constant.");
        }
        if (batch.getCompletionSize() == null && batch.getCompletionSizeExpression() == null) {
            warn(batch, "aggregate has no completionSize: a batch grows without a bound while the stream is fast.");
        }
        if (batch.getCompletionInterval() == null) {
            warn(batch, "aggregate has no completionInterval: the last rows wait for more to come.");
        }
        boolean kept = ProcessorDefinitionHelper.filterTypeInOutputs(batch.getOutputs(), ToDefinition.class).stream()
                .anyMatch(to -> String.valueOf(to.getEndpointUri()).startsWith("rolling-file:"));
        if (!kept) {
            warn(batch, "no rolling-file: behind aggregate: after a crash the rows since the last commit come again.");
        }
    }

    private boolean isInline(AggregateDefinition batch) {
        String name = batch.getExecutorService();
        return name != null
                && context.getRegistry().lookupByName(name.replaceFirst("^#", ""))
                        instanceof SynchronousExecutorService;
    }
}
