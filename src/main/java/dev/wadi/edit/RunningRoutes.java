package dev.wadi.edit;

import dev.wadi.journal.JournalConsumer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.camel.CamelContext;
import org.apache.camel.model.Model;
import org.apache.camel.model.RouteDefinition;
import org.apache.camel.support.PluginHelper;

/** The routes of a context, by the files that they were loaded from. */
public final class RunningRoutes {

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

    /**
     * Puts the routes of a new version of a file in the place of the old ones. Where the new ones do not start, the old
     * ones go on.
     *
     * @param before the version that runs; null where the file is new
     * @throws Exception why the new version does not start
     */
    void replace(RouteFile before, RouteFile now) throws Exception {
        if (before != null) {
            remove(before);
        }
        try {
            load(List.of(now));
        } catch (Exception failed) {
            remove(now);
            if (before != null) {
                load(List.of(before));
            }
            throw failed;
        }
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
