package dev.wadi.file;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import dev.wadi.frame.Frame;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.List;

/**
 * Rejects as JSON lines: {@code position}, {@code received}, {@code reason}, and {@code payload}, or {@code payload64}
 * (base64) where the payload is no text.
 */
final class RejectLines {

    private static final JsonFactory JSON = new JsonFactory();

    private RejectLines() {}

    static ByteBuffer of(List<Reject> rejects) throws IOException {
        ByteArrayOutputStream lines = new ByteArrayOutputStream(256 * rejects.size());
        for (Reject reject : rejects) {
            Frame frame = reject.frame();
            try (JsonGenerator json = JSON.createGenerator(lines)) {
                json.disable(JsonGenerator.Feature.AUTO_CLOSE_TARGET);
                json.writeStartObject();
                json.writeNumberField("position", frame.position());
                json.writeStringField("received", frame.received().toString());
                json.writeStringField("reason", reject.reason());
                if (frame.payload() instanceof byte[] bytes) {
                    json.writeBinaryField("payload64", bytes);
                } else {
                    json.writeStringField("payload", frame.text());
                }
                json.writeEndObject();
            }
            lines.write('\n');
        }
        return ByteBuffer.wrap(lines.toByteArray());
    }
}
