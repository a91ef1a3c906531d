package dev.wadi.cli;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import dev.wadi.edit.Made;
import dev.wadi.frame.Frame;
import java.io.IOException;
import java.io.PrintStream;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Prints frames and what was made of them. */
interface PreviewLines {

    void print(Made made);

    /** A frame on the left, cut where it is long, and its rows, or the reason why there are none, on the right. */
    final class Table implements PreviewLines {

        private static final int FRAME_CHARS = 60;
        private static final String GAP = "  ";

        private final PrintStream out;
        private final List<Integer> widths = new ArrayList<>();
        private List<String> columns = List.of();

        Table(PrintStream out) {
            this.out = out;
        }

        @Override
        public void print(Made made) {
            String frame = Terminal.cut(Terminal.safe(made.frame().text()), FRAME_CHARS);
            if (made.reason() != null) {
                line(frame, "turned away: " + Terminal.safe(made.reason()));
            }
            for (Map<String, Object> row : made.rows()) {
                List<String> values = row.values().stream().map(String::valueOf).toList();
                header(List.copyOf(row.keySet()), values);
                line(frame, cells(values));
                frame = "";
            }
        }

        private void header(List<String> names, List<String> values) {
            if (!names.equals(columns)) {
                columns = names;
                widths.clear();
                cells(values); // for their widths
                line("frame", cells(names));
            }
        }

        private String cells(List<String> texts) {
            StringBuilder line = new StringBuilder();
            for (int i = 0; i < texts.size(); i++) {
                String text = Terminal.safe(texts.get(i));
                if (i == widths.size()) {
                    widths.add(0);
                }
                // a column grows, so that what comes stays in line
                widths.set(i, Math.max(widths.get(i), text.length()));
                line.append(String.format("%-" + Math.max(1, widths.get(i)) + "s", text))
                        .append(GAP);
            }
            return line.toString();
        }

        private void line(String left, String right) {
            out.println(String.format("%-" + (FRAME_CHARS + 1) + "s", left)
                    .concat(GAP + right)
                    .stripTrailing());
        }
    }

    /** {@code {"position":…,"received":…,"frame":…,"rows":[{…}]}} or, in place of the rows, {@code "reason"}. */
    final class Json implements PreviewLines {

        private static final JsonFactory JSON = new JsonFactory();

        private final PrintStream out;

        Json(PrintStream out) {
            this.out = out;
        }

        @Override
        public void print(Made made) {
            Frame frame = made.frame();
            StringWriter line = new StringWriter();
            try (JsonGenerator json = JSON.createGenerator(line)) {
                json.writeStartObject();
                json.writeNumberField("position", frame.position());
                json.writeStringField("received", frame.received().toString());
                if (frame.payload() instanceof byte[] binary) {
                    json.writeBinaryField("frame64", binary);
                } else {
                    json.writeStringField("frame", frame.text());
                }
                if (made.reason() != null) {
                    json.writeStringField("reason", made.reason());
                } else {
                    rows(made, json);
                }
                json.writeEndObject();
            } catch (IOException inMemory) {
                throw new UncheckedIOException(inMemory);
            }
            out.println(line);
        }

        private static void rows(Made made, JsonGenerator json) throws IOException {
            json.writeArrayFieldStart("rows");
            for (Map<String, Object> row : made.rows()) {
                json.writeStartObject();
                for (Map.Entry<String, Object> cell : row.entrySet()) {
                    json.writeStringField(cell.getKey(), String.valueOf(cell.getValue()));
                }
                json.writeEndObject();
            }
            json.writeEndArray();
        }
    }
}
