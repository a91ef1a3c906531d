package dev.wadi.edit;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.camel.main.Main;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SnapshotTest {

    @TempDir
    Path directory;

    @Test
    void twoLooksAtTheSameFilesAreEqual() throws IOException {
        Files.writeString(directory.resolve("a.camel.yaml"), "a");
        Files.writeString(options(), "k=v");

        assertThat(look()).isEqualTo(look());
    }

    @Test
    void aFileThatIsGoneIsLacking() throws IOException {
        Path file = Files.writeString(directory.resolve("a.camel.yaml"), "a");
        Files.writeString(options(), "k=v");
        Snapshot before = look();
        Files.delete(file);
        assertThat(look().lacks(before)).isTrue();
        assertThat(before.lacks(look())).isFalse();
        Snapshot without = look();
        Files.delete(options());
        assertThat(look().lacks(without)).isTrue();
    }

    @Test
    void optionsThatAreNoUtf8CanBeLookedAt() throws IOException {
        Files.write(options(), "k=ä".getBytes(StandardCharsets.ISO_8859_1));

        assertThat(look().options()).startsWith("k=");
    }

    @Test
    void onlyOptionsWithAnotherValueInEffectHaveChanged() throws Exception {
        Files.writeString(options(), "a=1\nb={{a}}\nc=1\nd=1\ngone=1\n");
        OptionValues before = OptionValues.of(this::main);
        Files.writeString(options(), "a=2\nb={{a}}\nc=2\nd=1\n# a comment\nnew=1\n");

        assertThat(before.changedIn(OptionValues.of(this::main))).containsExactly("a", "b", "gone", "new");
    }

    private Main main() {
        Main main = new Main();
        main.setPropertyPlaceholderLocations("file:" + options());
        main.addOverrideProperty("c", "overridden");
        return main;
    }

    private Snapshot look() throws IOException {
        return Snapshot.of(directory, options());
    }

    private Path options() {
        return directory.resolve("application.properties");
    }
}
