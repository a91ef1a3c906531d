package dev.wadi.edit;

import java.nio.file.Path;

/**
 * Something that is wrong in a file, or looks it.
 *
 * @param line from 1; 0 where it is about the whole file
 * @param error whether the file cannot be used so; else it is a warning
 * @param sentence what was expected, what was found, what to do, in one line
 */
public record Finding(Path file, int line, boolean error, String sentence) {

    public Finding {
        String said = sentence.strip().replaceAll("\\s*\\R\\s*", " ");
        sentence = said.matches(".*[.?!]") ? said : said + ".";
    }

    static Finding error(Path file, int line, String sentence) {
        return new Finding(file, line, true, sentence);
    }

    static Finding warning(Path file, int line, String sentence) {
        return new Finding(file, line, false, sentence);
    }

    /** As compilers write it: {@code FILE:LINE: SENTENCE}. */
    @Override
    public String toString() {
        return file + (line > 0 ? ":" + line : "") + ": " + (error ? "" : "warning: ") + sentence;
    }
}
