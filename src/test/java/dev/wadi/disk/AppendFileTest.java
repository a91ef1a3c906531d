package dev.wadi.disk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class AppendFileTest {

    private static final Patience NONE = new Patience(() -> true);

    @TempDir
    Path directory;

    private static ByteBuffer text(String text) {
        return ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void cutsOffWhatIsBehindTheLengthAndGoesOnThere() throws Exception {
        Path path = Files.writeString(directory.resolve("file"), "whole torn");
        try (AppendFile file = new AppendFile(path, 6, NONE)) {
            file.append(text("new"));
            assertThat(file.length()).isEqualTo(9);
        }
        assertThat(path).hasContent("whole new");
    }

    @Test
    void refusesAFileThatIsShorterThanItMustBe() throws Exception {
        Path path = Files.writeString(directory.resolve("file"), "short");
        assertThatThrownBy(() -> new AppendFile(path, 6, NONE))
                .isInstanceOf(IOException.class)
                .hasMessage(path + " must have 6 bytes at least and has 5.");
    }

    @Test
    void forcingAFileThatWasClosedMeanwhileIsNoFailure() throws Exception {
        Patience endless = new Patience(() -> false);
        AppendFile file = new AppendFile(directory.resolve("file"), 0, endless);
        file.append(text("x"));
        file.force();
        file.close();
        file.force();
        assertThat(endless.problem()).isNull();
    }
}
