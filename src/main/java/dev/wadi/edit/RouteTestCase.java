package dev.wadi.edit;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;

/**
 * A case of a file {@code NAME.test.yaml}, which lies beside the route file {@code NAME.camel.yaml}:
 *
 * <pre>
 * columns: [Time, Price, Symbol]
 * cases:
 *   - name: zeros at the end of a number stay
 *     why: the digits that were sent are the ones that count
 *     frame: '{"time":0,"price":"61800.30","symbol":"X"}'
 *     row: [1970-01-01 00:00:00.000, "61800.30", X]
 *   - name: a record without a price is turned away
 *     why: the exchange sends them between the trades
 *     frame: '{"time":0,"price":"0","symbol":"X"}'
 *     reject: zero price
 * </pre>
 *
 * Several are {@code frames}, {@code rows}, {@code rejects}. Where no row is named none may come, and so for rejects.
 *
 * @param columns names of the columns; null where they do not matter
 * @param rows the cells of each row, as text
 * @param rejects what the reason of each reject begins with
 * @param line where the case begins in its file, from 1
 */
record RouteTestCase(
        String name,
        String why,
        List<String> columns,
        List<String> frames,
        List<List<String>> rows,
        List<String> rejects,
        int line) {

    private static final Set<String> KEYS =
            Set.of("name", "why", "frame", "frames", "row", "rows", "reject", "rejects");

    /**
     * Reads a file.
     *
     * @throws IllegalArgumentException if it is not of this form, with what is expected
     */
    static List<RouteTestCase> read(String text) {
        Object loaded;
        try {
            loaded = new Load(LoadSettings.builder().build()).loadFromString(text);
        } catch (YamlEngineException wrong) {
            throw new IllegalArgumentException(wrong.getMessage().replaceAll("\\s*\\R\\s*", " "), wrong);
        }
        if (!(loaded instanceof Map<?, ?> file) || !(file.get("cases") instanceof List<?> cases)) {
            throw new IllegalArgumentException("a list 'cases' is expected, and 'columns' before it.");
        }
        List<String> columns = file.get("columns") == null ? null : texts(file.get("columns"), "columns");
        List<RouteTestCase> read = new ArrayList<>();
        List<String> lines = text.lines().toList();
        int line = 0;
        for (Object each : cases) {
            if (!(each instanceof Map<?, ?> fields)
                    || !(fields.get("name") instanceof String name)
                    || !(fields.get("why") instanceof String why)) {
                throw new IllegalArgumentException("each case needs a 'name' and a 'why'; found " + each + ".");
            }
            for (Object key : fields.keySet()) {
                if (!KEYS.contains(key)) {
                    throw new IllegalArgumentException("case '" + name + "': '" + key + "' is none of " + KEYS + ".");
                }
            }
            while (line < lines.size() && !lines.get(line).contains(name)) {
                line++;
            }
            read.add(new RouteTestCase(
                    name,
                    why,
                    columns,
                    either(fields, "frame"),
                    rows(fields),
                    either(fields, "reject"),
                    line < lines.size() ? line + 1 : 0));
        }
        return read;
    }

    private static List<String> either(Map<?, ?> fields, String one) {
        Object single = fields.get(one);
        Object several = fields.get(one + "s");
        return single != null ? texts(List.of(single), one) : several == null ? List.of() : texts(several, one + "s");
    }

    private static List<List<String>> rows(Map<?, ?> fields) {
        Object several = fields.get("row") != null ? List.of(fields.get("row")) : fields.get("rows");
        if (several == null) {
            return List.of();
        }
        if (!(several instanceof List<?> rows)) {
            throw new IllegalArgumentException("'rows' must be a list of rows, each a list of cells; found " + several);
        }
        return rows.stream().map(row -> texts(row, "row")).toList();
    }

    private static List<String> texts(Object list, String what) {
        if (!(list instanceof List<?> elements)) {
            throw new IllegalArgumentException("'" + what + "' must be a list; found " + list + ".");
        }
        List<String> texts = new ArrayList<>();
        for (Object element : elements) {
            if (!(element instanceof String text)) {
                throw new IllegalArgumentException(
                        "'" + what + "' must be text; quote " + element + ", so that it stays as it is.");
            }
            texts.add(text);
        }
        return texts;
    }

    /** What differs in what the route made of its frames; null where nothing does. */
    String differenceFrom(List<Made> made) {
        List<Map<String, Object>> found =
                made.stream().flatMap(each -> each.rows().stream()).toList();
        List<List<String>> cells = found.stream()
                .map(row -> row.values().stream()
                        .map(cell -> Objects.toString(cell, ""))
                        .toList())
                .toList();
        List<String> reasons =
                made.stream().map(Made::reason).filter(Objects::nonNull).toList();
        if (!cells.equals(rows)) {
            return "rows expected " + rows + ", found " + cells
                    + (reasons.isEmpty() ? "." : ", rejects " + reasons + ".");
        }
        if (columns != null
                && !found.isEmpty()
                && !List.copyOf(found.get(0).keySet()).equals(columns)) {
            return "columns expected " + columns + ", found " + found.get(0).keySet() + ".";
        }
        boolean same = reasons.size() == rejects.size();
        for (int i = 0; same && i < reasons.size(); i++) {
            same = reasons.get(i).startsWith(rejects.get(i));
        }
        return same ? null : "rejects expected " + rejects + ", found " + reasons + ".";
    }
}
