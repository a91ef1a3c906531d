package dev.wadi.shape;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What the public catalog asks of a Kamelet, one check a test. */
class KameletsShapeTest {

    private static final String ANNOTATION = "camel.apache.org/";
    private static final String ICON = "data:image/svg+xml;base64,";

    static List<KameletFile> files() {
        return KameletFile.all();
    }

    @Test
    void thereIsASourceAnActionAndASink() {
        assertThat(files()).extracting(KameletFile::type).containsExactlyInAnyOrder("source", "action", "sink");
    }

    @ParameterizedTest
    @MethodSource("files")
    void itsFileIsCalledLikeItAndItsNameEndsWithItsType(KameletFile kamelet) {
        assertThat(kamelet.fileName()).isEqualTo(kamelet.name() + ".kamelet.yaml");
        assertThat(kamelet.name()).endsWith("-" + kamelet.type());
    }

    @ParameterizedTest
    @MethodSource("files")
    void itsPartsAreInTheCatalogsOrder(KameletFile kamelet) {
        assertThat(kamelet.at().keySet()).hasToString("[apiVersion, kind, metadata, spec]");
        assertThat(kamelet.at("spec").keySet()).hasToString("[definition, dependencies, template]");
        assertThat(kamelet.at("spec", "definition").keySet())
                .hasToString("[title, description, required, type, properties]");
    }

    @ParameterizedTest
    @MethodSource("files")
    void itsAnnotationsAreComplete(KameletFile kamelet) throws Exception {
        Map<?, ?> annotations = kamelet.at("metadata", "annotations");
        assertThat(annotations.get(ANNOTATION + "kamelet.support.level")).isEqualTo("Preview");
        assertThat(annotations.get(ANNOTATION + "catalog.version")).isEqualTo(ofPom("camel.version"));
        for (String key : List.of("provider", "kamelet.group", "kamelet.namespace")) {
            assertThat(annotations.get(ANNOTATION + key)).as(key).isNotNull();
        }
        String icon = (String) annotations.get(ANNOTATION + "kamelet.icon");
        assertThat(icon).startsWith(ICON);
        assertThat(new String(Base64.getDecoder().decode(icon.substring(ICON.length())), StandardCharsets.UTF_8))
                .startsWith("<svg ")
                .endsWith("</svg>");
    }

    @ParameterizedTest
    @MethodSource("files")
    void itSaysWhatItIsAndDoes(KameletFile kamelet) {
        Map<?, ?> definition = kamelet.at("spec", "definition");
        assertThat((String) definition.get("title")).matches("Wadi( [A-Z]\\w+)+");
        assertThat((String) definition.get("description")).matches("(?s)[A-Z].*\\.");
    }

    @ParameterizedTest
    @MethodSource("files")
    void everyOptionHasTitleDescriptionTypeAndExample(KameletFile kamelet) {
        kamelet.options().forEach((name, option) -> {
            assertThat((String) option.get("title")).as("title of %s", name).matches("[A-Z]\\w+( [A-Z]\\w+)*");
            assertThat((String) option.get("description"))
                    .as("description of %s", name)
                    .matches("[A-Z].*\\.");
            Class<?> type = switch (String.valueOf(option.get("type"))) {
                case "string" -> String.class;
                case "integer" -> Integer.class;
                case "boolean" -> Boolean.class;
                default -> throw new AssertionError("type of " + name + ": " + option.get("type"));
            };
            assertThat(option.get("example")).as("example of %s", name).isInstanceOf(type);
            if (option.containsKey("default")) {
                assertThat(option.get("default")).as("default of %s", name).isInstanceOf(type);
            }
        });
    }

    @ParameterizedTest
    @MethodSource("files")
    void anOptionIsRequiredOrHasADefaultOrMayBeMissing(KameletFile kamelet) {
        assertThat(kamelet.options().keySet()).containsAll(strings(kamelet.required()));
        kamelet.options().forEach((name, option) -> {
            boolean filled = kamelet.required().contains(name) || option.containsKey("default");
            assertThat(kamelet.askedIfThere().contains(name))
                    .as("{{?%s}} in the template", name)
                    .isNotEqualTo(filled);
        });
    }

    @ParameterizedTest
    @MethodSource("files")
    void everyOptionIsUsedAndNothingElse(KameletFile kamelet) {
        Set<String> asked = new HashSet<>(kamelet.asked());
        asked.addAll(kamelet.askedIfThere());
        Set<String> known = new HashSet<>(kamelet.options().keySet());
        known.addAll(kamelet.beans());
        assertThat(asked).isEqualTo(known);
    }

    @ParameterizedTest
    @MethodSource("files")
    void itsDependenciesAreSaid(KameletFile kamelet) throws Exception {
        assertThat(strings((List<?>) kamelet.at("spec").get("dependencies")))
                .contains("camel:kamelet", "mvn:dev.wadi:wadi:" + ofPom("version"))
                .isSorted();
    }

    @ParameterizedTest
    @MethodSource("files")
    void itBeginsAndEndsAsItsTypeDoes(KameletFile kamelet) {
        boolean source = kamelet.type().equals("source");
        assertThat(kamelet.at("spec", "template", "from").get("uri").equals("kamelet:source"))
                .isNotEqualTo(source);
        assertThat(kamelet.at("spec").get("template").toString().contains("kamelet:sink"))
                .isEqualTo(!kamelet.type().equals("sink"));
    }

    private static List<String> strings(List<?> list) {
        return list.stream().map(String::valueOf).toList();
    }

    /** The first value of this element in the build file. */
    private static String ofPom(String element) throws Exception {
        Matcher found = Pattern.compile("<" + element + ">([^<]+)<").matcher(Files.readString(Path.of("pom.xml")));
        assertThat(found.find()).as(element).isTrue();
        return found.group(1);
    }
}
