package dev.wadi.ledger;

import java.util.ArrayList;
import java.util.List;
import java.util.function.DoubleSupplier;
import org.apache.camel.CamelContext;

/**
 * What one running part reports. Where the application's registry holds a Micrometer meter registry, the numbers are read
 * from there, from the opening until the closing; elsewhere, and where Micrometer is not on the class path, nothing
 * happens. The suppliers are called by whoever reads the meters, on any thread: they must not block.
 */
public final class Ledger implements AutoCloseable {

    private static final String MICROMETER = "io.micrometer.core.instrument.MeterRegistry";

    private final List<String> tags;
    private final HostMeters meters;
    // the meters hold them weakly
    private final List<DoubleSupplier> values = new ArrayList<>();

    private Ledger(List<String> tags, HostMeters meters) {
        this.tags = tags;
        this.meters = meters;
    }

    /**
     * Opens a part's ledger.
     *
     * @param tags names and values, in turn, that tell this part's numbers from those of others
     */
    public static Ledger open(CamelContext context, String... tags) {
        List<String> all = new ArrayList<>(List.of("camelContext", context.getName()));
        all.addAll(List.of(tags));
        return new Ledger(all, isMicrometerThere() ? HostMeters.of(context) : null);
    }

    private static boolean isMicrometerThere() {
        try {
            Class.forName(MICROMETER, false, Ledger.class.getClassLoader());
            return true;
        } catch (ClassNotFoundException absent) {
            return false;
        }
    }

    /** Reports a number. */
    public Ledger report(Metric metric, DoubleSupplier value) {
        if (meters != null) {
            values.add(value);
            meters.add(metric, tags, value);
        }
        return this;
    }

    /** Takes the numbers out of the registry. */
    @Override
    public void close() {
        if (meters != null) {
            meters.remove();
            values.clear();
        }
    }
}
