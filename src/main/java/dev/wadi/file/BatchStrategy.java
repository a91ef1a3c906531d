package dev.wadi.file;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.wadi.frame.Frame;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.camel.AggregationStrategy;
import org.apache.camel.Exchange;

/**
 * Gathers frames, kept and turned away, into a {@link Batch}.
 *
 * <p>A frame is kept when no step threw on it and no filter turned it away (property {@value #KEPT}, set by the filter's
 * {@code statusPropertyName}); its body is then a row, or a list of rows. The body of the batch is a list of rows, the
 * first of them the column names, so that {@code marshal} needs no header of its own; it is empty where no frame was kept.
 */
public class BatchStrategy implements AggregationStrategy {

    /** Name of the exchange property that says whether the filter kept the frame. */
    public static final String KEPT = "kept";

    /** Name of the exchange property that says why a frame is turned away, where a step knows better than the filter. */
    public static final String REASON = "wadiReason";

    private String filterReason = "turned away by the filter";

    /** The reason of a frame that the filter turned away, such as {@code zero price or quantity}. */
    public void setFilterReason(String filterReason) {
        this.filterReason = filterReason;
    }

    public String getFilterReason() {
        return filterReason;
    }

    @Override
    public Exchange aggregate(Exchange gathered, Exchange next) {
        Exchange answer = gathered == null ? next : gathered;
        Batch batch = gathered == null ? new Batch() : gathered.getProperty(Batch.PROPERTY, Batch.class);
        Frame frame = Frame.of(next);
        if (frame == null) {
            throw new IllegalStateException("The batch expects frames (exchange property " + Frame.PROPERTY
                    + ") from a feed: source, and found an exchange without one.");
        }
        String reason = reason(next, frame);
        if (reason == null) {
            batch.add(frame, rows(next.getMessage().getBody()));
        } else {
            batch.reject(frame, reason);
        }
        if (gathered == null) {
            answer.setProperty(Batch.PROPERTY, batch);
            answer.removeProperty(Exchange.EXCEPTION_CAUGHT);
        }
        answer.getMessage().setBody(batch.table());
        return answer;
    }

    private String reason(Exchange exchange, Frame frame) {
        if (frame.reason() != null) {
            return frame.reason();
        }
        Throwable thrown = exchange.getException() != null
                ? exchange.getException()
                : exchange.getProperty(Exchange.EXCEPTION_CAUGHT, Throwable.class);
        if (thrown != null) {
            return sentence(thrown);
        }
        if (Boolean.FALSE.equals(exchange.getProperty(KEPT, Boolean.class))) {
            String known = exchange.getProperty(REASON, String.class);
            return known == null ? filterReason : known;
        }
        return null;
    }

    private static String sentence(Throwable thrown) {
        if (thrown instanceof JsonProcessingException unreadable) {
            String where = unreadable.getLocation() == null
                    ? ""
                    : " at column " + unreadable.getLocation().getColumnNr();
            return "not JSON: "
                    + unreadable.getOriginalMessage().lines().findFirst().orElse("") + where;
        }
        return thrown.getMessage() == null ? thrown.getClass().getSimpleName() : thrown.getMessage();
    }

    @SuppressWarnings("unchecked")
    private static List<Map<String, Object>> rows(Object body) {
        if (body instanceof Map<?, ?> row) {
            return List.of((Map<String, Object>) row);
        }
        if (body instanceof List<?> list && list.stream().allMatch(Map.class::isInstance)) {
            return new ArrayList<>((List<Map<String, Object>>) list);
        }
        throw new IllegalStateException(
                "The batch expects a row, or a list of rows, as the columns make them, and found "
                        + (body == null ? "nothing" : body.getClass().getSimpleName()) + ".");
    }
}
