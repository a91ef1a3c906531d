package dev.wadi.cli;

import dev.wadi.edit.Check;
import dev.wadi.edit.Finding;
import java.util.List;
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
        var reports = new Check(options::main).all(options.routeFiles()).values();
        List<Finding> findings =
                reports.stream().flatMap(report -> report.findings().stream()).toList();
        findings.forEach(System.err::println);
        if (findings.stream().anyMatch(Finding::error)) {
            return 1;
        }
        System.out.printf(
                "All right: %d routes in %s, %d tests pass%s%n",
                reports.stream().mapToInt(report -> report.routes().size()).sum(),
                options.routes(),
                reports.stream().mapToInt(Check.Report::tests).sum(),
                findings.isEmpty() ? "." : "; " + findings.size() + " warnings.");
        return 0;
    }
}
