package dev.wadi.edit;

import dev.wadi.journal.JournalConsumer;
import java.io.Serial;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.camel.CamelContext;
import org.apache.camel.model.Model;
import org.apache.camel.model.RouteDefinition;
import org.apache.camel.support.PluginHelper;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The routes of a context, by the files that they were loaded from. */
public final class RunningRoutes {

    private static final Logger LOG = LoggerFactory.getLogger(RunningRoutes.class);

    private final CamelContext context;
    private final Map<Path, RouteFile> files = new TreeMap<>();

    public RunningRoutes(CamelContext context) {
        this.context = context;
    }

    /** Adds the routes of these files; where the context is not started, they start with it, in their startup order. */
    public void load(List<RouteFile> added) throws Exception {
        PluginHelper.getRoutesLoader(context)
                .loadRoutes(added.stream().map(RouteFile::resource).toList());
        added.forEach(file -> files.put(file.path(), file));
    }

    CamelContext context() {
        return context;
    }

    /** The files, by their paths. */
    Map<Path, RouteFile> files() {
        return Map.copyOf(files);
    }

    /** The ids of a file's routes. */
    List<String> ids(RouteFile file) {
        return definitions(file).stream().map(RouteDefinition::getId).toList();
    }

    /** Whether routes of a file run: none do where its precondition is not met. */
    boolean isOn(RouteFile file) {
        return ids(file).stream().anyMatch(id -> context.getRoute(id) != null);
    }

    /** What no other file may have. */
    List<String> claims(RouteFile file) {
        return Claims.of(definitions(file));
    }

    private List<RouteDefinition> definitions(RouteFile file) {
        String location = file.resource().getLocation();
        return model().getRouteDefinitions().stream()
                .filter(route -> route.getResource() != null
                        && route.getResource().getLocation().equals(location))
                .toList();
    }

    private Model model() {
        return context.getCamelContextExtension().getContextPlugin(Model.class);
    }

    /** The same file has another name now. */
    void rename(RouteFile before, RouteFile now) throws Exception {
        for (RouteDefinition route : definitions(before)) {
            route.setResource(now.resource());
        }
        files.remove(before.path());
        files.put(now.path(), now);
    }

    /** Stops the routes of a file, each at a frame boundary, and takes them away. */
    void remove(RouteFile file) throws Exception {
        model().removeRouteDefinitions(new ArrayList<>(definitions(file)));
        files.remove(file.path());
    }

    /** A new version of a file did not start; nothing runs of what was to be replaced. */
    static final class NotStartedException extends Exception {

        @Serial
        private static final long serialVersionUID = 1;

        private final transient RouteFile file;

        NotStartedException(RouteFile file, Exception cause) {
            super(cause);
            this.file = file;
        }

        RouteFile file() {
            return file;
        }
    }

    /**
     * Puts the routes of new versions of files in the place of the old ones, all or none.
     *
     * @param gone the versions that run, all of them stopped before the first new one starts
     * @param come the new versions
     */
    void replace(List<RouteFile> gone, List<RouteFile> come) throws Exception {
        for (RouteFile file : gone) {
            remove(file);
        }
        for (RouteFile file : come) {
            try {
                load(List.of(file));
            } catch (Exception failed) {
                for (RouteFile started : come) {
                    remove(started);
                }
                throw new NotStartedException(file, failed);
            }
        }
    }

    /** Has what was stopped go on; false where not all of it starts. */
    boolean putBack(List<RouteFile> gone) {
        boolean all = true;
        for (RouteFile file : gone) {
            try {
                load(List.of(file));
            } catch (Exception failed) {
                LOG.error("{} could not be put back", file.path(), failed);
                all = false;
            }
        }
        return all;
    }

    /** Position of the frame that the routes of a file go on with; 0 where none of them reads a journal. */
    long next(RouteFile file) {
        return ids(file).stream()
                .map(context::getRoute)
                .filter(route -> route != null && route.getConsumer() instanceof JournalConsumer)
                .mapToLong(route -> ((JournalConsumer) route.getConsumer()).next())
                .findFirst()
                .orElse(0);
    }
}
