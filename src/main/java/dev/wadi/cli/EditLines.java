package dev.wadi.cli;

import dev.wadi.edit.Edits;
import java.io.PrintStream;

/** Prints what became of an edit. */
final class EditLines implements Edits.Listener {

    private final PrintStream out;

    EditLines(PrintStream out) {
        this.out = out;
    }

    @Override
    public void takenOver(String line) {
        out.println("Edit: " + line);
    }

    @Override
    public void refused(String line) {
        System.err.println("Edit refused: " + line);
    }
}
