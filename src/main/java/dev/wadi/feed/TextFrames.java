package dev.wadi.feed;

import java.util.ArrayList;
import java.util.List;

/**
 * The frames that stand in a text, one after another: each is a JSON object or array, or else a line. Camel joins the lines
 * of an option's value, so an object's end must be found without them.
 */
final class TextFrames {

    private TextFrames() {}

    /** Each as it was written, without the blanks around it. */
    static List<String> of(String text) {
        List<String> frames = new ArrayList<>();
        String rest = text == null ? "" : text.strip();
        while (!rest.isEmpty()) {
            int end = end(rest);
            frames.add(rest.substring(0, end).strip());
            rest = rest.substring(end).strip();
        }
        return frames;
    }

    private static int end(String text) {
        int line = text.indexOf('\n');
        int end = text.charAt(0) == '{' || text.charAt(0) == '[' ? jsonEnd(text) : -1;
        return end >= 0 ? end : line >= 0 ? line : text.length();
    }

    /** Where the JSON ends that the text begins with; -1 where it does not end. */
    private static int jsonEnd(String text) {
        int depth = 0;
        boolean quoted = false;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '"') {
                quoted = !quoted;
            } else if (quoted) {
                // what is escaped ends nothing
                i += c == '\\' ? 1 : 0;
            } else if (c == '{' || c == '[') {
                depth++;
            } else if ((c == '}' || c == ']') && --depth == 0) {
                return i + 1;
            }
        }
        return -1;
    }
}
