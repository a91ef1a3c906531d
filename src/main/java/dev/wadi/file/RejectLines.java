package dev.wadi.file;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import dev.wadi.frame.Frame;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.List;

/**
 * Rejects as JSON lines: {@code position}, {@code received}, {@code reason}, and {@code payload}, or {@code payload64}
 * (base64) where the payload is no text.
 */
final class RejectLines {

    private static final JsonFactory JSON = new JsonFactory();

    private final byte[] bytes;
    private final int[] ends;
    private final List<Frame> frames;

    private RejectLines(byte[] bytes, int[] ends, List<Frame> frames) {
        this.bytes = bytes;
        this.ends = ends;
        this.frames = frames;
    }

    static RejectLines of(List<Reject> rejects) throws IOException {
        ByteArrayOutputStream lines = new ByteArrayOutputStream(256 * rejects.size());
        int[] ends = new int[rejects.size()];
        for (int i = 0; i < ends.length; i++) {
            write(rejects.get(i), lines);
            ends[i] = lines.size();
        }
        return new RejectLines(
                lines.toByteArray(), ends, rejects.stream().map(Reject::frame).toList());
    }

    private static void write(Reject reject, ByteArrayOutputStream lines) throws IOException {
        Frame frame = reject.frame();
        try (JsonGenerator json = JSON.createGenerator(lines)) {
            json.disable(JsonGenerator.Feature.AUTO_CLOSE_TARGET);
            json.writeStartObject();
            json.writeNumberField("position", frame.position());
            json.writeStringField("received", frame.received().toString());
            json.writeStringField("reason", reject.reason());
            if (frame.payload() instanceof byte[] binary) {
                json.writeBinaryField("payload64", binary);
            } else {
                json.writeStringField("payload", frame.text());
            }
            json.writeEndObject();
        }
        lines.write('\n');
    }

    byte[] bytes() {
        return bytes;
    }

    /** Where each line ends, behind its line feed. */
    int[] ends() {
        return ends;
    }

    /** The frame of each line. */
    List<Frame> frames() {
        return frames;
    }
}
