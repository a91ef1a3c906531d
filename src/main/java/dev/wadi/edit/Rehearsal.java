package dev.wadi.edit;

import dev.wadi.journal.JournalConsumer;
import dev.wadi.journal.JournalEndpoint;
import dev.wadi.journal.Replay;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.apache.camel.CamelContext;
import org.apache.camel.Endpoint;
import org.apache.camel.Route;
import org.apache.camel.main.Main;
import org.apache.camel.model.Model;
import org.apache.camel.model.RouteDefinition;
import org.apache.camel.support.PluginHelper;

/**
 * A context of its own in which routes run and leave no trace: they read kept frames, their files are checked and not
 * written, or go into one directory, and what they would send elsewhere is not sent. Loading a route starts nothing.
 */
public final class Rehearsal implements AutoCloseable {

    private static final long LOOK_MILLIS = 5;

    private final Main main;
    private final Path journals = Files.createTempDirectory("wadi");
    private final Set<String> muted = new TreeSet<>();

    /**
     * A context with no routes yet.
     *
     * @param mains makes a Camel Main with the program's options and no routes
     * @param out where the files of {@code rolling-file:} go; null to write none
     */
    public Rehearsal(Supplier<Main> mains, Path out) throws Exception {
        main = mains.get();
        main.configure().setAutoStartup(false);
        main.configure().setSourceLocationEnabled(true);
        main.addOverrideProperty("camel.component.journal.into", journals.toString());
        if (out == null) {
            main.addOverrideProperty("camel.component.rolling-file.dry", "true");
        } else {
            main.addOverrideProperty("camel.component.rolling-file.into", out.toString());
        }
        try {
            main.start();
        } catch (Exception failed) {
            close();
            throw failed;
        }
        context().getCamelContextExtension().registerEndpointCallback(this::mute);
    }

    public CamelContext context() {
        return main.getCamelContext();
    }

    private Endpoint mute(String uri, Endpoint endpoint) {
        if (!MutedEndpoint.isToBeMuted(endpoint)) {
            return endpoint;
        }
        muted.add(endpoint.getEndpointBaseUri());
        return new MutedEndpoint(endpoint);
    }

    /** Where the routes would send to in earnest, and do not here. */
    Set<String> muted() {
        return muted;
    }

    /** Adds the routes of a file. */
    public void load(RouteFile file) throws Exception {
        PluginHelper.getRoutesLoader(context()).loadRoutes(file.resource());
    }

    /** The loaded routes, as they are written. */
    List<RouteDefinition> definitions() {
        return context()
                .getCamelContextExtension()
                .getContextPlugin(Model.class)
                .getRouteDefinitions();
    }

    /** The loaded routes that begin with this kind of endpoint. */
    public List<Route> routesFrom(Class<? extends Endpoint> type) {
        return context().getRoutes().stream()
                .filter(route -> type.isInstance(route.getEndpoint()))
                .toList();
    }

    /** The sources of the loaded routes that read a journal. */
    public List<JournalConsumer> readers() {
        return routesFrom(JournalEndpoint.class).stream()
                .map(Route::getConsumer)
                .map(JournalConsumer.class::cast)
                .toList();
    }

    /**
     * Takes kept frames through the routes that read a journal, and stops them.
     *
     * @param enough whether to end before the frames do; asked again and again
     * @return why a route could not go on, as a sentence; null where all frames are through
     */
    String take(Replay frames, BooleanSupplier enough) throws Exception {
        return take(frames, routesFrom(JournalEndpoint.class), enough);
    }

    /**
     * Takes kept frames through these routes, which read a journal, and stops them.
     *
     * @param enough whether to end before the frames do; asked again and again
     * @return why a route could not go on, as a sentence; null where all frames are through
     */
    public String take(Replay frames, List<Route> routes, BooleanSupplier enough) throws Exception {
        context().getRegistry().bind("wadiReplay", frames);
        List<JournalConsumer> readers = new ArrayList<>();
        for (Route route : routes) {
            context().getRouteController().startRoute(route.getId());
            readers.add((JournalConsumer) route.getConsumer());
        }
        while (!enough.getAsBoolean()
                && readers.stream().anyMatch(reader -> !reader.isReplayed() && reader.problem() == null)) {
            Thread.sleep(LOOK_MILLIS);
        }
        for (Route route : routes) {
            // which writes the last batch
            context().getRouteController().stopRoute(route.getId());
        }
        return readers.stream()
                .map(JournalConsumer::problem)
                .filter(problem -> problem != null)
                .findFirst()
                .orElse(null);
    }

    /**
     * Loads these files.
     *
     * @return the route that reads the journal of this name, or else the only one that reads one
     */
    public Route loadReader(List<RouteFile> files, String journal) throws Exception {
        for (RouteFile file : files) {
            load(file);
        }
        List<Route> readers = routesFrom(JournalEndpoint.class);
        return readers.stream()
                .filter(route ->
                        ((JournalEndpoint) route.getEndpoint()).getName().equals(journal))
                .findFirst()
                .or(() -> readers.size() == 1 ? Optional.of(readers.get(0)) : Optional.empty())
                .orElseThrow(() -> new IllegalArgumentException("No route reads journal:" + journal
                        + "; there are routes that read "
                        + readers.stream()
                                .map(route -> route.getEndpoint().getEndpointBaseUri())
                                .toList()
                        + "."));
    }

    @Override
    public void close() throws IOException {
        main.stop();
        try (Stream<Path> files = Files.walk(journals)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }
}
