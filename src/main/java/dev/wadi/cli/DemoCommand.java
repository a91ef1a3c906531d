package dev.wadi.cli;

import dev.wadi.demo.DemoExchange;
import java.time.Duration;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** The reference job against an embedded exchange. */
@Command(
        name = "demo",
        description = "The reference job for 15 s against an embedded exchange; needs no network.",
        mixinStandardHelpOptions = true)
public final class DemoCommand implements Callable<Integer> {

    private static final Duration LENGTH = Duration.ofSeconds(15);

    @Mixin
    private Options options;

    @Override
    public Integer call() throws Exception {
        try (DemoExchange exchange = new DemoExchange(42)) {
            options.setDefault("wadi.feed.url", exchange.url());
            options.setDefault("wadi.data.dir", "data/demo");
            return new Run(options, LENGTH, null).call();
        }
    }
}
