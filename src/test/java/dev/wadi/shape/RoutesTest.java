package dev.wadi.shape;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion.VersionFlag;
import com.networknt.schema.ValidationMessage;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What holds for every route file, also for one that is off. */
class RoutesTest {

    private static final ObjectMapper JSON = new ObjectMapper();

    private static JsonSchema schema;

    @Test
    void thereAreRoutes() {
        assertThat(files()).as("files *.camel.yaml under routes/").isNotEmpty();
    }

    @ParameterizedTest
    @MethodSource("files")
    void everyRouteSaysWhatItIsCalledAndWhatItDoes(RouteFile file) {
        assertThat(file.under("route")).as("routes of %s", file).isNotEmpty().allSatisfy(route -> {
            assertThat(route.get("id")).as("id").isNotNull();
            assertThat(route.get("description"))
                    .as("description of %s", route.get("id"))
                    .isNotNull();
        });
    }

    @Test
    void noTwoRoutesHaveTheSameId() {
        List<Object> ids = files().stream()
                .flatMap(file -> file.under("route").stream())
                .<Object>map(route -> route.get("id"))
                .toList();

        assertThat(ids).doesNotHaveDuplicates();
    }

    @ParameterizedTest
    @MethodSource("files")
    void aFileHasTheFormOfCamelsSchema(RouteFile file) {
        assertThat(schema.validate(JSON.valueToTree(file.content())).stream()
                        .filter(found -> !isOptionInPlaceOfANumber(found)))
                .as("%s against schema/camelYamlDsl.json", file)
                .isEmpty();
    }

    @Test
    void theSchemaNoticesAStepThatDoesNotExist() {
        Object mistaken = List.of(Map.of("from", Map.of("uri", "direct:a", "step", List.of())));

        assertThat(schema.validate(JSON.valueToTree(mistaken))).isNotEmpty();
    }

    @ParameterizedTest
    @MethodSource("files")
    void everyBeanIsThere(RouteFile file) {
        Set<String> made = file.beans().stream()
                .map(bean -> String.valueOf(bean.get("name")))
                .collect(Collectors.toSet());

        assertThat(made).as("beans: of %s", file).containsAll(file.beansNamed());
    }

    @ParameterizedTest
    @MethodSource("files")
    void everyBeanIsOfAClassThatExists(RouteFile file) {
        assertThat(file.beans())
                .allSatisfy(bean -> assertThat(
                                Class.forName(String.valueOf(bean.get("type")).replaceFirst("^#class:", "")))
                        .as("type of %s", bean.get("name"))
                        .isNotNull());
    }

    /** Camel puts the option's value in first; the schema knows only what stands in the file. */
    private static boolean isOptionInPlaceOfANumber(ValidationMessage found) {
        return found.getType().equals("type")
                && found.getInstanceNode().asText().matches("\\{\\{[^{}]+}}");
    }

    private static List<RouteFile> files() {
        return RouteFile.all();
    }

    @BeforeAll
    static void readSchema() throws IOException {
        try (InputStream json = RoutesTest.class.getResourceAsStream("/schema/camelYamlDsl.json")) {
            schema = JsonSchemaFactory.getInstance(VersionFlag.V4).getSchema(JSON.readTree(json));
        }
    }
}
