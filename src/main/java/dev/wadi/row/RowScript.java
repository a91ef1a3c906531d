package dev.wadi.row;

import groovy.lang.Script;
import java.math.BigDecimal;
import java.util.Map;

/** What an expression of the {@code row} language can name: the frame's fields, {@code body}, and these functions. */
public abstract class RowScript extends Script {

    private Object frame;
    private String problem;

    void setFrame(Object frame) {
        this.frame = frame;
    }

    /** Why the first value that should have been a number was none; null where all were. */
    String problem() {
        return problem;
    }

    /** A field of the frame, null where it has none of that name; {@code body} is the whole frame. */
    @Override
    public Object getProperty(String name) {
        if (name.equals("body")) {
            return frame;
        }
        return frame instanceof Map<?, ?> fields ? fields.get(name) : null;
    }

    /**
     * The value as an exact number, null where it is none.
     *
     * @param source the words of the argument, put in when the expression is compiled
     */
    public BigDecimal number(String source, Object value) {
        if (value == null) {
            note("missing " + source);
            return null;
        }
        try {
            return Decimals.of(source, value);
        } catch (RowException e) {
            note(e.getMessage());
            return null;
        }
    }

    private void note(String why) {
        if (problem == null) {
            problem = why;
        }
    }

    /** Compares as SQL does: with a side that is null, no comparison holds. */
    public static boolean compare(String operator, Object left, Object right) {
        if (left == null || right == null) {
            return false;
        }
        int order = org.codehaus.groovy.runtime.typehandling.DefaultTypeTransformation.compareTo(left, right);
        return switch (operator) {
            case "<" -> order < 0;
            case "<=" -> order <= 0;
            case ">" -> order > 0;
            default -> order >= 0;
        };
    }
}
