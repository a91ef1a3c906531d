package dev.wadi.cli;

import dev.wadi.edit.Check;
import dev.wadi.edit.Finding;
import dev.wadi.edit.RouteFile;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Says what is wrong in the routes, the options and the routes' tests; connects to nothing and writes nothing. */
@Command(
        name = "check",
        description = {
            "Are the routes and options right, do the route tests pass?",
            "Connects to nothing, writes nothing. The last kept frames are tried."
        },
        mixinStandardHelpOptions = true)
public final class CheckCommand implements Callable<Integer> {

    @Mixin
    private Options options;

    @Override
    public Integer call() throws Exception {
        Check check = new Check(options::main);
        Map<String, Path> ids = new HashMap<>();
        int routes = 0;
        int tests = 0;
        long errors = 0;
        long warnings = 0;
        for (RouteFile file : options.routeFiles()) {
            Check.Report report = check.withTests(file);
            report.findings().forEach(System.err::println);
            for (String id : report.routes()) {
                Path other = ids.putIfAbsent(id, file.path());
                if (other != null) {
                    errors++;
                    System.err.println(file.path() + ": the route id " + id + " is taken by " + other + ".");
                }
            }
            long wrong = count(report.findings(), true);
            errors += wrong;
            warnings += count(report.findings(), false);
            routes += report.routes().size();
            tests += report.tests();
        }
        if (errors == 0) {
            System.out.println("All right: " + routes + " routes in " + options.routes() + ", " + tests + " tests pass"
                    + (warnings == 0 ? "." : "; " + warnings + " warnings."));
        }
        return errors == 0 ? 0 : 1;
    }

    private static long count(List<Finding> findings, boolean errors) {
        return findings.stream().filter(finding -> finding.error() == errors).count();
    }
}
