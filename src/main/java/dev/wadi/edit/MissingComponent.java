package dev.wadi.edit;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Properties;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.camel.CamelContext;
import org.apache.camel.NoSuchEndpointException;

/** A route names a component that is not on the class path: says which jar to put where. */
final class MissingComponent {

    private static final Pattern SCHEME = Pattern.compile("([a-z][a-z0-9+.-]*):.*", Pattern.DOTALL);

    private MissingComponent() {}

    /** The sentence, where that is what was thrown. */
    static Optional<String> sentence(Throwable thrown) {
        for (Throwable cause = thrown; cause != null; cause = cause.getCause()) {
            if (cause instanceof NoSuchEndpointException missing) {
                Matcher scheme = SCHEME.matcher(missing.getUri());
                return scheme.matches() ? Optional.of(sentence(scheme.group(1))) : Optional.empty();
            }
        }
        return Optional.empty();
    }

    private static String sentence(String scheme) {
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
