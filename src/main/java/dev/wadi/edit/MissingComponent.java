package dev.wadi.edit;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Properties;
import org.apache.camel.CamelContext;

/** A route names a component that is not on the class path: says which jar to put where. */
final class MissingComponent {

    private MissingComponent() {}

    /** The sentence for a component of this scheme. */
    static String sentence(String scheme) {
        return "no component '" + scheme + "' is on the class path. Put " + artifact(scheme) + "-" + version()
                + ".jar, and the jars that it depends on, into "
                + Path.of(System.getProperty("wadi.home", ""), "lib", "ext").toAbsolutePath() + ", or mend the name.";
    }

    /** The artifact of Camel that a component of this scheme is in, if it is one of Camel's. */
    static String artifact(String scheme) {
        Properties others = new Properties();
        try (InputStream in = MissingComponent.class.getResourceAsStream("components.properties")) {
            others.load(in);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return others.getProperty(scheme, "camel-" + scheme);
    }

    private static String version() {
        String version = CamelContext.class.getPackage().getImplementationVersion();
        return version == null ? "VERSION" : version;
    }
}
