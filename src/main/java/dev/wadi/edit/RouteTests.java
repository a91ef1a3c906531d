package dev.wadi.edit;

import dev.wadi.file.BatchListener;
import dev.wadi.frame.Frame;
import dev.wadi.frame.Kind;
import dev.wadi.journal.JournalEndpoint;
import dev.wadi.journal.Replay;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Supplier;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.ProducerTemplate;
import org.apache.camel.main.Main;

/** The tests beside a route file: frames in, rows and rejects expected out; see {@link RouteTestCase} for the form. */
public final class RouteTests {

    private final Supplier<Main> mains;

    /** @param mains makes a Camel Main with the program's options and no routes */
    public RouteTests(Supplier<Main> mains) {
        this.mains = mains;
    }

    /**
     * Runs the tests of a route file.
     *
     * @param findings gets one for each case that fails
     * @return how many cases there are
     */
    public int run(RouteFile file, List<Finding> findings) throws Exception {
        Path path = file.tests();
        List<RouteTestCase> cases;
        try {
            cases = RouteTestCase.read(Files.readString(path));
        } catch (IllegalArgumentException wrong) {
            findings.add(Finding.error(path, 0, wrong.getMessage()));
            return 0;
        }
        List<String> frames =
                cases.stream().flatMap(each -> each.frames().stream()).toList();
        Map<Long, Made> made = new TreeMap<>();
        String problem = take(file, frames, made);
        if (problem != null) {
            findings.add(Finding.error(path, 0, "the frames do not go through the route: " + problem));
            return cases.size();
        }
        long position = 0;
        for (RouteTestCase each : cases) {
            long first = position + 1;
            position += each.frames().size();
            List<Made> results = new ArrayList<>();
            for (long at = first; at <= position; at++) {
                if (made.containsKey(at)) {
                    results.add(made.get(at));
                }
            }
            String difference = each.differenceFrom(results);
            if (difference != null) {
                findings.add(Finding.error(
                        path, each.line(), "test '" + each.name() + "' (" + each.why() + "): " + difference));
            }
        }
        return cases.size();
    }

    private String take(RouteFile file, List<String> frames, Map<Long, Made> made) throws Exception {
        try (Rehearsal rehearsal = new Rehearsal(file.switchedOn(mains), null)) {
            CamelContext context = rehearsal.context();
            context.getRegistry().bind("wadiTests", (BatchListener) batch -> {
                Made.of(batch).forEach(each -> made.put(each.frame().position(), each));
            });
            Path journal = keep(context, frames);
            rehearsal.load(file);
            return rehearsal.take(Replay.of(journal, 1, frames.size()), () -> false);
        }
    }

    /** Puts the frames into a journal of the rehearsal. */
    private static Path keep(CamelContext context, List<String> frames) throws Exception {
        JournalEndpoint journal = context.getEndpoint("journal:tests", JournalEndpoint.class);
        try (ProducerTemplate template = context.createProducerTemplate()) {
            for (int i = 0; i < frames.size(); i++) {
                Frame frame = new Frame(i + 1, i, 1, 1, i * 1_000_000L, Kind.TEXT, frames.get(i), null);
                boolean more = i + 1 < frames.size();
                Exchange sent = template.send(journal, exchange -> {
                    frame.into(exchange);
                    exchange.setProperty(Exchange.BATCH_COMPLETE, !more);
                });
                if (sent.getException() != null) {
                    throw sent.getException();
                }
            }
        }
        return journal.path();
    }
}
