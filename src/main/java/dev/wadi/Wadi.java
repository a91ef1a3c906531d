package dev.wadi;

import dev.wadi.cli.CheckCommand;
import dev.wadi.cli.DemoCommand;
import dev.wadi.cli.Failures;
import dev.wadi.cli.FramesCommand;
import dev.wadi.cli.PreviewCommand;
import dev.wadi.cli.ReplayCommand;
import dev.wadi.cli.RunCommand;
import java.io.IOException;
import java.io.InputStream;
import java.util.Properties;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.IVersionProvider;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ScopeType;
import picocli.CommandLine.Spec;

/** The program. Exit codes: 0 done, 1 a route or option is wrong, 2 usage, 3 cannot go on. */
@Command(
        name = "wadi",
        description = "From a raw WebSocket stream to clean CSV.",
        mixinStandardHelpOptions = true,
        versionProvider = Wadi.Version.class,
        subcommands = {
            DemoCommand.class,
            RunCommand.class,
            CheckCommand.class,
            PreviewCommand.class,
            FramesCommand.class,
            ReplayCommand.class
        })
public final class Wadi implements Runnable {

    @Spec
    private CommandSpec spec;

    @Option(
            names = {"-v", "--verbose"},
            scope = ScopeType.INHERIT,
            description = "Say more about what happens.")
    public void setVerbose(boolean verbose) {
        System.setProperty("org.slf4j.simpleLogger.defaultLogLevel", verbose ? "info" : "warn");
    }

    @Override
    public void run() {
        spec.commandLine().usage(spec.commandLine().getOut());
    }

    public static void main(String[] args) throws IOException {
        setLogging();
        System.exit(new CommandLine(new Wadi())
                .setExecutionExceptionHandler(new Failures())
                .execute(args));
    }

    /** What the command line of the JVM sets comes first. */
    private static void setLogging() throws IOException {
        Properties logging = new Properties();
        try (InputStream in = Wadi.class.getResourceAsStream("log.properties")) {
            logging.load(in);
        }
        logging.stringPropertyNames().forEach(name -> {
            if (System.getProperty(name) == null) {
                System.setProperty(name, logging.getProperty(name));
            }
        });
    }

    static final class Version implements IVersionProvider {
        @Override
        public String[] getVersion() {
            String version = Wadi.class.getPackage().getImplementationVersion();
            return new String[] {"wadi " + (version == null ? "(not packaged)" : version)};
        }
    }
}
