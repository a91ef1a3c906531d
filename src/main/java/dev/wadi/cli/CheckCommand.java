package dev.wadi.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.apache.camel.CamelContext;
import org.apache.camel.main.Main;
import org.apache.camel.model.Model;
import org.apache.camel.model.RouteDefinition;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Loads every route as a run would, and connects to nothing. */
@Command(
        name = "check",
        description = "Are the routes and options right? Connects to nothing.",
        mixinStandardHelpOptions = true)
public final class CheckCommand implements Callable<Integer> {

    @Mixin
    private Options options;

    @Override
    public Integer call() throws Exception {
        List<String> problems = new ArrayList<>();
        List<String> warnings = new ArrayList<>();
        int routes = 0;
        for (Path file : files(options.routes())) {
            Main main = options.main();
            main.configure().setAutoStartup(false);
            main.configure().setSourceLocationEnabled(true);
            main.configure().setRoutesIncludePattern("file:" + file);
            try {
                main.start();
                CamelContext context = main.getCamelContext();
                for (RouteDefinition route : context.getCamelContextExtension()
                        .getContextPlugin(Model.class)
                        .getRouteDefinitions()) {
                    routes++;
                    for (RouteShape.Warning warning : RouteShape.warnings(context, route)) {
                        warnings.add(file + ":" + warning.line() + ": warning: route " + route.getId() + ": "
                                + warning.sentence());
                    }
                }
            } catch (Exception e) {
                problems.add(file + Sentences.line(e) + ": " + Sentences.of(e));
            } finally {
                main.stop();
            }
        }
        problems.forEach(System.err::println);
        warnings.forEach(System.err::println);
        if (problems.isEmpty()) {
            System.out.println("All right: " + routes + " routes in " + options.routes()
                    + (warnings.isEmpty() ? "." : ", " + warnings.size() + " warnings."));
        }
        return problems.isEmpty() ? 0 : 1;
    }

    static List<Path> files(Path directory) throws IOException {
        try (Stream<Path> list = Files.list(directory)) {
            List<Path> files = list.filter(file -> file.toString().endsWith(".camel.yaml"))
                    .sorted()
                    .toList();
            if (files.isEmpty()) {
                throw new UsageException(directory + " holds no *.camel.yaml file.");
            }
            return files;
        }
    }
}
