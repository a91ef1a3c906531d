package dev.wadi.journal;

import dev.wadi.disk.Patience;
import dev.wadi.frame.Frame;
import dev.wadi.frame.Kind;
import dev.wadi.frame.ProblemCheck;
import dev.wadi.ledger.Ledger;
import dev.wadi.ledger.Metric;
import java.io.IOException;
import java.time.Instant;
import org.apache.camel.Exchange;
import org.apache.camel.support.DefaultProducer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Appends each exchange to the journal. One from a feed keeps its receive time, connection and kind; any other is a
 * message, text or binary, received now. While more frames wait (exchange property {@link Exchange#BATCH_COMPLETE} false),
 * they are gathered and written together.
 */
final class JournalProducer extends DefaultProducer {

    private static final Logger LOG = LoggerFactory.getLogger(JournalProducer.class);

    private final JournalEndpoint endpoint;
    private final Patience patience;
    private JournalWriter writer;
    private ProblemCheck health;
    private Ledger ledger;
    private long notKept;

    JournalProducer(JournalEndpoint endpoint) {
        super(endpoint);
        this.endpoint = endpoint;
        this.patience = new Patience(
                () -> isStoppingOrStopped() || endpoint.getCamelContext().isStopping());
    }

    @Override
    protected void doStart() throws Exception {
        super.doStart();
        writer = new JournalWriter(endpoint.path(), endpoint.settings(), endpoint.doorbell(), patience);
        health = ProblemCheck.register(
                endpoint.getCamelContext(), "journal-" + endpoint.getName() + "-writer", patience::problem);
        Doorbell doorbell = endpoint.doorbell();
        ledger = Ledger.open(endpoint.getCamelContext(), "journal", endpoint.getName())
                .report(Metric.JOURNAL_POSITION, doorbell::end);
    }

    @Override
    public void process(Exchange exchange) throws Exception {
        Frame frame = Frame.of(exchange);
        Object body = exchange.getMessage().getBody();
        boolean asReceived = frame != null && frame.payload() == body;
        boolean text = body instanceof String;
        Object payload =
                text || body instanceof byte[] ? body : exchange.getMessage().getMandatoryBody(byte[].class);
        boolean more = Boolean.FALSE.equals(exchange.getProperty(Exchange.BATCH_COMPLETE));
        try {
            writer.append(
                    frame == null ? Frame.nanos(Instant.now()) : frame.receivedNanos(),
                    frame == null ? 0 : frame.connection(),
                    asReceived ? frame.kind() : text ? Kind.TEXT : Kind.BINARY,
                    payload,
                    asReceived ? frame.reason() : null,
                    more);
        } catch (IOException failed) {
            // only at a stop, while the disk takes nothing: said once, below
            if (notKept++ == 0) {
                throw failed;
            }
        }
    }

    @Override
    protected void doStop() throws Exception {
        if (writer != null) {
            health.remove();
            ledger.close();
            writer.close();
            writer = null;
        }
        if (notKept > 0) {
            LOG.error(
                    "journal {}: {} frames could not be kept, since the disk took nothing until the program ended.",
                    endpoint.getName(),
                    notKept);
            notKept = 0;
        }
        super.doStop();
    }
}
