package dev.wadi.edit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wadi.edit.Refusals.Refusal;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.camel.health.HealthCheck.Result;
import org.apache.camel.health.HealthCheck.State;
import org.apache.camel.health.HealthCheckHelper;
import org.apache.camel.health.HealthCheckRegistry;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.impl.health.DefaultHealthCheckRegistry;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class RefusalsTest {

    private static final Path FILE = Path.of("/routes/a.camel.yaml");

    private final DefaultCamelContext context = new DefaultCamelContext();
    private final List<String> said = new ArrayList<>();
    private Refusals refusals;

    @BeforeEach
    void begin() {
        HealthCheckRegistry registry = new DefaultHealthCheckRegistry();
        registry.setCamelContext(context);
        context.getCamelContextExtension().addContextPlugin(HealthCheckRegistry.class, registry);
        context.start();
        refusals = new Refusals(context, new Edits.Listener() {
            @Override
            public void takenOver(String line) {
                throw new AssertionError(line);
            }

            @Override
            public void refused(String line) {
                said.add(line);
            }
        });
    }

    @AfterEach
    void end() {
        context.stop();
    }

    @Test
    void whatIsSaidStandsInTheDetailsOfTheHealthCheckWhichStaysUp() {
        refusals.say(Finding.error(FILE, 3, "wrong"), " The version before goes on.");

        String line = "/routes/a.camel.yaml:3: wrong. The version before goes on.";
        assertThat(said).containsExactly(line);
        assertThat(check().getState()).isEqualTo(State.UP);
        assertThat(check().getDetails()).containsAllEntriesOf(Map.of("a.camel.yaml", line));
    }

    @Test
    void oneMessageIsSaidOfEachFile() {
        Path other = Path.of("/routes/b.camel.yaml");
        refusals.say(List.of(
                new Refusal(Finding.error(FILE, 3, "first"), ""),
                new Refusal(Finding.error(FILE, 4, "second"), ""),
                new Refusal(Finding.error(other, 5, "third"), "")));

        assertThat(said).containsExactly("/routes/a.camel.yaml:3: first.", "/routes/b.camel.yaml:5: third.");
    }

    @Test
    void theNextEditClearsThem() {
        refusals.say(Finding.error(FILE, 3, "wrong"), "");
        refusals.clear();

        assertThat(check().getDetails()).doesNotContainKey("a.camel.yaml");
    }

    private Result check() {
        return HealthCheckHelper.invoke(context).stream()
                .filter(result -> result.getCheck().getId().equals("edits"))
                .findFirst()
                .orElseThrow();
    }
}
