package dev.wadi;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wadi.testing.Editing;
import dev.wadi.testing.Mistake;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Wrong edits of a route that runs: each is refused where it is wrong, and mended. */
class EditsIT {

    private static final int FEWEST = 40;

    @TempDir
    Path work;

    @Test
    void everyMistakeIsRefusedAtItsLineInOneMessageAndMended() throws Exception {
        List<Mistake> mistakes = Mistake.all();
        assertThat(mistakes).hasSizeGreaterThanOrEqualTo(FEWEST);
        try (Editing editing = new Editing(work, 200).start()) {
            String right = Files.readString(editing.clean());
            for (int i = 0; i < mistakes.size(); i++) {
                Mistake mistake = mistakes.get(i);
                String wrong = mistake.in(right);
                editing.save(editing.clean(), wrong);
                int line = mistake.line(wrong);
                assertThat(editing.awaitRefused())
                        .as(mistake.name())
                        .startsWith("Edit refused: " + editing.clean() + (line == 0 ? "" : ":" + line) + ": ")
                        .contains(mistake.says())
                        .endsWith(" The version before goes on.");
                right = right.replaceFirst("filterReason: .*", "filterReason: zero price or quantity " + i);
                editing.save(editing.clean(), right);
                assertThat(editing.awaitTakenOver())
                        .as(mistake.name())
                        .contains("line 15 changed; btcusdt-clean in effect from frame");
            }
            editing.finishWithOneConnection();
        }
    }
}
