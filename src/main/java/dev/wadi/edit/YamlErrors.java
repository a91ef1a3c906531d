package dev.wadi.edit;

import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;

/** What is wrong with a file as YAML, whatever it is to say. */
final class YamlErrors {

    private YamlErrors() {}

    /**
     * Reads it as YAML, which Camel does less strictly: it takes a key that stands twice.
     *
     * @throws YamlEngineException if it is none
     */
    static void look(RouteFile file) {
        new Load(LoadSettings.builder().setLabel("route").build()).loadFromString(file.text());
    }

    static boolean isOne(Throwable thrown) {
        return thrown instanceof YamlEngineException;
    }

    /** The line, from 1; 0 where it is not known. */
    static int line(Throwable thrown) {
        return thrown instanceof MarkedYamlEngineException marked
                        && marked.getProblemMark().isPresent()
                ? marked.getProblemMark().get().getLine() + 1
                : 0;
    }

    /** What is wrong, as a person sees it who looks at the line. */
    static String sentence(Throwable thrown) {
        String problem = thrown instanceof MarkedYamlEngineException marked && marked.getProblem() != null
                ? marked.getProblem()
                : String.valueOf(thrown.getMessage());
        if (problem.contains("\\t(TAB)")) {
            return "a tab stands here; YAML is indented with spaces only.";
        }
        if (problem.startsWith("expected <block end>")) {
            return problem.contains("<scalar>")
                    ? "here stands text that belongs to nothing; is a quote missing, here or in a line above?"
                    : "the indentation does not fit the lines above: what belongs together begins in the same column.";
        }
        if (problem.startsWith("expected ',' or")) {
            return problem.replaceFirst(", but got.*", "") + ": is a bracket not closed, here or in a line above?";
        }
        if (problem.startsWith("mapping values are not allowed")) {
            return "this ': ' (mapping) has no place here; is a text with ': ' not in quotes, or a ':' missing above?";
        }
        if (problem.startsWith("could not find expected ':'")) {
            return "a ':' is expected here or in the line above, as in 'key: value'.";
        }
        if (problem.startsWith("Number of aliases")) {
            return "too many aliases (*NAME): at most 50 may stand for lists or maps; write them out.";
        }
        if (problem.startsWith("found duplicate key")) {
            return problem.replace("found duplicate key", "the key").strip() + " stands twice in the same place.";
        }
        return problem.endsWith(".") ? problem : problem + ".";
    }
}
