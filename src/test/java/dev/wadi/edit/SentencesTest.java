package dev.wadi.edit;

import static org.assertj.core.api.Assertions.assertThat;

import org.apache.camel.RoutesBuilder;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Most sentences are shown by the mistakes of {@code edit/mistakes.yaml}. */
class SentencesTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "feed:x?url=RAW(wss://me:s3cret@host/?token=s3cret)&stallTimout=1s",
                "feed:x?url=RAW(https://me:s3cret@host/?token=s3cret)",
                "feed:x?url=RAW(wss://me:s3cret@host/?token=s3cret)&stallTimeout=soon",
                "fed:x?url=RAW(wss://me:s3cret@host/?token=s3cret)",
                "feed:x?subscribe=RAW({\"key\":\"s3cret\"})",
                "file:x?delay=s3cret",
                "nowhere?password=s3cret"
            })
    void noValueOfAnEndpointsOptionsIsShown(String uri) throws Exception {
        assertThat(sentence(uri)).doesNotContain("s3cret").isNotBlank();
    }

    @Test
    void aSentenceIsOneLine() throws Exception {
        assertThat(sentence("row:x\n\ny")).doesNotContain("\n");
    }

    private static String sentence(String uri) throws Exception {
        RoutesBuilder routes = new RouteBuilder() {
            @Override
            public void configure() {
                from(uri).to("log:x");
            }
        };
        try (DefaultCamelContext context = new DefaultCamelContext()) {
            context.addRoutes(routes);
            context.start();
        } catch (Exception wrong) {
            return Sentences.of(wrong);
        }
        throw new AssertionError(uri + " is right");
    }
}
