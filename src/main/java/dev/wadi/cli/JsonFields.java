package dev.wadi.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.wadi.frame.Frame;
import java.util.Map;

/** The fields of a frame's JSON object, for what is shown of it. */
final class JsonFields {

    private static final ObjectMapper JSON =
            new ObjectMapper().enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS);

    private JsonFields() {}

    /** The fields in the order they came; none where the frame is no JSON object. */
    static Map<?, ?> of(Frame frame) {
        try {
            return JSON.readValue(frame.text(), Object.class) instanceof Map<?, ?> fields ? fields : Map.of();
        } catch (JsonProcessingException e) {
            return Map.of();
        }
    }
}
