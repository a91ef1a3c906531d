package dev.wadi.edit;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RouteFileTest {

    @TempDir
    Path directory;

    @Test
    void onlyWholeRouteFilesOfTheDirectoryCount() throws IOException {
        for (String name : new String[] {"b.camel.yaml", "a.camel.yaml", "a.test.yaml", "a.camel.yaml~", "a.yaml"}) {
            Files.writeString(directory.resolve(name), name);
        }
        Files.createDirectory(directory.resolve("c.camel.yaml"));

        assertThat(RouteFile.in(directory)).extracting(RouteFile::text).containsExactly("a.camel.yaml", "b.camel.yaml");
    }

    @Test
    void aByteOrderMarkIsNoText() throws IOException {
        Path file = Files.writeString(directory.resolve("a.camel.yaml"), "\uFEFF- route:");

        assertThat(RouteFile.read(file).text()).isEqualTo("- route:");
    }

    @Test
    void ofAHugeFileOnlyTheBeginningIsRead() throws IOException {
        Path file = Files.write(directory.resolve("a.camel.yaml"), new byte[3 * RouteFile.MAX_BYTES]);

        assertThat(RouteFile.read(file).text()).hasSize(RouteFile.MAX_BYTES + 1);
    }

    @Test
    void whatIsNotUtf8IsSeenAsSuch() throws IOException {
        Path file = Files.write(directory.resolve("a.camel.yaml"), "ä".getBytes(StandardCharsets.ISO_8859_1));

        assertThat(RouteFile.read(file).text()).isEqualTo("\uFFFD");
    }

    @ParameterizedTest
    @ValueSource(strings = {"x: '{{key}}'", "x: {{?key}}", "x: '{{!key}}'", "x: {{key:0}}", "url: RAW({{ key }})"})
    void anOptionIsNamedInEachFormOfCamels(String text) {
        assertThat(file(text).names("key")).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"x: key", "x: {{keys}}", "x: {{other:key}}"})
    void whatOnlyLooksLikeItIsNot(String text) {
        assertThat(file(text).names("key")).isFalse();
    }

    @Test
    void anOpenPlaceholderHasItsLine() {
        assertThat(file("a: {{x}}\nb: '{{x'\n").openPlaceholder()).isEqualTo(2);
        assertThat(file("a: {{x}} {{y}}\n# {{x\n").openPlaceholder()).isZero();
    }

    private static RouteFile file(String text) {
        return new RouteFile(Path.of("a.camel.yaml"), text);
    }
}
