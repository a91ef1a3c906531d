package dev.wadi.edit;

import java.util.Map;
import java.util.Objects;
import java.util.Properties;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Supplier;
import org.apache.camel.CamelContext;
import org.apache.camel.main.Main;
import org.apache.camel.spi.PropertiesComponent;

/**
 * The options in effect: what stands in application.properties, unless the environment or the command line say something
 * else, with the options put in that a value names.
 */
record OptionValues(Map<String, String> values) {

    /** Those of a context. */
    static OptionValues of(CamelContext context) {
        PropertiesComponent options = context.getPropertiesComponent();
        Map<String, String> values = new TreeMap<>();
        for (String key : options.loadProperties().stringPropertyNames()) {
            values.put(key, options.resolveProperty(key).orElse(null));
        }
        return new OptionValues(values);
    }

    /**
     * Those that a new start would have.
     *
     * @throws Exception if application.properties is wrong
     */
    static OptionValues of(Supplier<Main> mains) throws Exception {
        Main main = mains.get();
        main.init();
        try {
            return of(main.getCamelContext());
        } finally {
            main.stop();
        }
    }

    /** The names of the options that have another value there, or none. */
    Set<String> changedIn(OptionValues other) {
        Set<String> changed = new TreeSet<>(values.keySet());
        changed.addAll(other.values.keySet());
        changed.removeIf(key -> Objects.equals(values.get(key), other.values.get(key)));
        return changed;
    }

    /**
     * Some of them, over others.
     *
     * @param others may be null
     */
    Properties over(Properties others, Set<String> some) {
        Properties all = new Properties();
        if (others != null) {
            all.putAll(others);
        }
        for (String key : some) {
            if (values.get(key) != null) {
                all.setProperty(key, values.get(key));
            }
        }
        return all;
    }
}
