package dev.wadi.file;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.wadi.frame.Frame;
import dev.wadi.frame.Reader;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.camel.AggregationStrategy;
import org.apache.camel.Exchange;
import org.apache.camel.support.SynchronizationAdapter;

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
        Reader reader = Reader.of(next);
        if (gathered == null) {
            answer.setProperty(Batch.PROPERTY, batch);
            if (reader != null) {
                answer.getExchangeExtension().addOnCompletion(new Outcome(reader));
            }
        } else if (frame.position() <= batch.last()) {
            // the reader has gone back to its last commit: what was gathered behind it comes again
            batch = new Batch();
            answer.setProperty(Batch.PROPERTY, batch);
        }
        try {
            add(next, frame, batch);
        } catch (RuntimeException hole) {
            if (reader != null) {
                reader.failed(frame.position(), hole);
            }
            throw hole;
        }
        // the batch itself has not failed
        answer.removeProperty(Exchange.EXCEPTION_CAUGHT);
        if (reader != null) {
            reader.gathered(frame.position());
        }
        answer.getMessage().setBody(batch.table());
        return answer;
    }

    private void add(Exchange exchange, Frame frame, Batch batch) {
        String reason = reason(exchange, frame);
        Object body = exchange.getMessage().getBody();
        if (reason == null && !isRows(body)) {
            reason = "no row: the steps left "
                    + (body == null ? "nothing" : "a " + body.getClass().getSimpleName())
                    + " where a row, or a list of rows, is expected, as the columns make it";
        }
        if (reason == null) {
            batch.add(frame, rows(body));
        } else {
            batch.reject(frame, reason, frame.reason() == null && thrown(exchange) != null);
        }
    }

    /** Tells the reader what became of the batch. */
    private static final class Outcome extends SynchronizationAdapter {

        private final Reader reader;

        Outcome(Reader reader) {
            this.reader = reader;
        }

        @Override
        public void onComplete(Exchange exchange) {
            reader.written(exchange.getProperty(Batch.PROPERTY, Batch.class).last());
        }

        @Override
        public void onFailure(Exchange exchange) {
            reader.failed(exchange.getProperty(Batch.PROPERTY, Batch.class).last(), exchange.getException());
        }
    }

    private String reason(Exchange exchange, Frame frame) {
        if (frame.reason() != null) {
            return frame.reason();
        }
        Throwable thrown = thrown(exchange);
        if (thrown != null) {
            return sentence(thrown);
        }
        if (Boolean.FALSE.equals(exchange.getProperty(KEPT, Boolean.class))) {
            String known = exchange.getProperty(REASON, String.class);
            return known == null ? filterReason : known;
        }
        return null;
    }

    private static Throwable thrown(Exchange exchange) {
        return exchange.getException() != null
                ? exchange.getException()
                : exchange.getProperty(Exchange.EXCEPTION_CAUGHT, Throwable.class);
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

    private static boolean isRows(Object body) {
        return body instanceof Map
                || (body instanceof List<?> list && list.stream().allMatch(Map.class::isInstance));
    }

    @SuppressWarnings("unchecked")
    private static List<Map<String, Object>> rows(Object body) {
        return body instanceof Map
                ? List.of((Map<String, Object>) body)
                : new ArrayList<>((List<Map<String, Object>>) body);
    }
}
