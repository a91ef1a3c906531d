package dev.wadi.shape;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Properties;
import org.apache.camel.catalog.RuntimeCamelCatalog;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.Test;

/** Camel's tooling finds the components and their options in the jar. */
class CatalogTest {

    @Test
    void theListNamesEveryComponentAndTheVersionOfTheBuild() throws IOException {
        Properties list = new Properties();
        try (InputStream in =
                CatalogTest.class.getResourceAsStream("/META-INF/services/org/apache/camel/component.properties")) {
            list.load(in);
        }
        assertThat(List.of(list.getProperty("components").split(" ", -1)))
                .containsExactlyInAnyOrderElementsOf(
                        names(Path.of("src/generated/resources/META-INF/services/org/apache/camel/component")));
        assertThat(Files.readString(Path.of("pom.xml")))
                .contains("<version>" + list.getProperty("version") + "</version>\n  <name>Wadi</name>");
    }

    private static List<String> names(Path directory) throws IOException {
        try (var files = Files.list(directory)) {
            return files.map(file -> file.getFileName().toString()).toList();
        }
    }

    @Test
    void theCatalogOfARunningContextKnowsTheirOptions() throws IOException {
        try (DefaultCamelContext context = new DefaultCamelContext()) {
            RuntimeCamelCatalog catalog =
                    context.getCamelContextExtension().getContextPlugin(RuntimeCamelCatalog.class);
            assertThat(catalog.componentJSonSchema("feed")).contains("\"stallTimeout\"", "closed and opened anew");
            assertThat(catalog.componentJSonSchema("journal")).contains("\"syncInterval\"");
            assertThat(catalog.componentJSonSchema("rolling-file")).contains("\"rollTime\"");
        }
    }
}
