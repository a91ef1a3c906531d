package dev.wadi.cli;

import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.TypeConversionException;

/** Runs the routes. */
@Command(name = "run", description = "Run the routes.", mixinStandardHelpOptions = true)
public final class RunCommand implements Callable<Integer> {

    @Mixin
    private Options options;

    @Option(
            names = "--for",
            paramLabel = "TIME",
            converter = Time.class,
            description = "End after this time, as in 15s, 10m or 2h, counted from the first connection.")
    private Duration limit;

    @Option(names = "--rows", paramLabel = "N", description = "End when at least so many rows are written.")
    private Long rows;

    @Option(names = "--out", paramLabel = "FILE", description = "Write all rows to this one file.")
    private Path out;

    @Override
    public Integer call() throws Exception {
        if (out != null) {
            options.setDefault(
                    "camel.component.rolling-file.out", out.toAbsolutePath().toString());
        }
        return new Run(options, limit, rows).call();
    }

    /** Reads {@code 15s}, {@code 10m}, {@code 2h}. */
    static final class Time implements ITypeConverter<Duration> {
        @Override
        public Duration convert(String text) {
            if (!text.matches("[1-9][0-9]{0,6}(ms|s|m|h)")) {
                throw new TypeConversionException("expected a time such as 15s, 10m or 2h, found '" + text + "'");
            }
            return text.endsWith("ms")
                    ? Duration.ofMillis(Long.parseLong(text.replace("ms", "")))
                    : Duration.parse("PT" + text.toUpperCase(java.util.Locale.ROOT));
        }
    }
}
