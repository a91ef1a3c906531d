package dev.wadi.edit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.catalog.DefaultCamelCatalog;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.Test;

class MissingComponentTest {

    @Test
    void theErrorOfAMissingComponentNamesItsJar() {
        Throwable thrown = catchThrowable(() -> start("sftp:host/directory"));
        assertThat(Sentences.of(thrown))
                .contains("no component 'sftp' is on the class path. Put camel-ftp-4.")
                .contains("lib/ext");
    }

    @Test
    void theErrorOfAMisspeltComponentNamesTheOneThatIsMeant() {
        Throwable thrown = catchThrowable(() -> start("rolling-fil:x"));
        assertThat(Sentences.of(thrown))
                .contains("did you mean 'rolling-file'?")
                .doesNotContain("lib/ext");
    }

    @Test
    void theArtifactsAreThoseOfCamelsCatalog() {
        DefaultCamelCatalog catalog = new DefaultCamelCatalog();
        assertThat(catalog.findComponentNames())
                .hasSizeGreaterThan(300)
                .allSatisfy(name -> assertThat(MissingComponent.artifact(name))
                        .as(name)
                        .isEqualTo(catalog.componentModel(name).getArtifactId()));
    }

    private static void start(String from) throws Exception {
        try (DefaultCamelContext context = new DefaultCamelContext()) {
            context.addRoutes(new RouteBuilder() {
                @Override
                public void configure() {
                    from(from).to("log:x");
                }
            });
            context.start();
        }
    }
}
