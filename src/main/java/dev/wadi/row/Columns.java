package dev.wadi.row;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;

/**
 * The message translator: makes a row of a parsed JSON frame.
 *
 * <p>{@code columns} has a line for each column: its name (in double quotes where it holds a space), where its value
 * comes from (a path such as {@code p}, {@code data.p} or {@code tick.0.price}), its kind (text, decimal, boolean,
 * epoch-s, epoch-ms, epoch-us, epoch-ns, iso-time), and {@code optional} where the value may be missing or null; the cell
 * is then empty. Lines that begin with {@code #} are comments. The row is a map of column name to text, in that order. A
 * {@code ;} ends a line too, since the URI of an endpoint loses its line breaks.
 *
 * <p>A frame without a required value, or with one that is not of its kind, throws a {@link RowException} that says so.
 */
public class Columns implements Processor {

    private static final Pattern LINE = Pattern.compile("(?:\"([^\"]+)\"|(\\S+))\\s+(\\S+)\\s+(\\S+)(?:\\s+(\\S+))?");

    /** A semicolon outside quotes. */
    private static final Pattern END = Pattern.compile(";(?=(?:[^\"]*\"[^\"]*\")*[^\"]*$)");

    private record Column(String name, String source, List<String> path, Kind kind, boolean optional) {}

    private List<Column> columns = List.of();

    /**
     * The columns, one a line.
     *
     * @throws IllegalArgumentException naming the line that is wrong
     */
    public void setColumns(String lines) {
        List<Column> read = new ArrayList<>();
        Set<String> names = new HashSet<>();
        int number = 0;
        for (String line : lines.lines().flatMap(Columns::parts).toList()) {
            number++;
            if (!line.isBlank()) {
                Column column = column(number, line.strip());
                if (!names.add(column.name())) {
                    throw wrong(number, line.strip(), "a name that no other column has");
                }
                read.add(column);
            }
        }
        if (read.isEmpty()) {
            throw new IllegalArgumentException(
                    "columns: expected a line for each column, as in 'Price p decimal'; found none.");
        }
        columns = List.copyOf(read);
    }

    private static Stream<String> parts(String line) {
        return line.strip().startsWith("#") ? Stream.of("") : END.splitAsStream(line);
    }

    private static Column column(int number, String line) {
        Matcher matcher = LINE.matcher(line);
        if (!matcher.matches()) {
            throw wrong(number, line, "NAME SOURCE KIND [optional], as in 'Price p decimal'");
        }
        String name = matcher.group(1) == null ? matcher.group(2) : matcher.group(1);
        String source = matcher.group(3);
        Kind kind = null;
        for (Kind each : Kind.values()) {
            if (each.word().equals(matcher.group(4))) {
                kind = each;
            }
        }
        if (kind == null) {
            throw wrong(number, line, "a kind among " + String.join(", ", Kind.words()));
        }
        if (matcher.group(5) != null && !matcher.group(5).equals("optional")) {
            throw wrong(number, line, "nothing or 'optional' after the kind");
        }
        return new Column(name, source, List.of(source.split("\\.", -1)), kind, matcher.group(5) != null);
    }

    private static IllegalArgumentException wrong(int number, String line, String expected) {
        return new IllegalArgumentException(
                "columns, line " + number + ": expected " + expected + "; found '" + line + "'.");
    }

    /** The columns' names, in order. */
    public List<String> names() {
        return columns.stream().map(Column::name).toList();
    }

    @Override
    public void process(Exchange exchange) {
        exchange.getMessage().setBody(row(exchange.getMessage().getBody()));
    }

    /** The row of a parsed frame. */
    Map<String, Object> row(Object frame) {
        if (columns.isEmpty()) {
            throw new IllegalStateException("This translator has no columns: set the property columns of its bean.");
        }
        Map<String, Object> row = new LinkedHashMap<>(columns.size() * 2);
        for (Column column : columns) {
            Object value = at(frame, column.path());
            if (value != null) {
                row.put(column.name(), column.kind().write(column.source(), value));
            } else if (column.optional()) {
                row.put(column.name(), "");
            } else {
                throw RowException.missing(column.source());
            }
        }
        return row;
    }

    private static Object at(Object frame, List<String> path) {
        Object value = frame;
        for (String step : path) {
            if (value instanceof Map<?, ?> map) {
                value = map.get(step);
            } else if (value instanceof List<?> list && step.matches("\\d{1,6}")) {
                int index = Integer.parseInt(step);
                value = index < list.size() ? list.get(index) : null;
            } else {
                return null;
            }
        }
        return value;
    }
}
