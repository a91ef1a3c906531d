package dev.wadi.row;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wadi.file.Batch;
import dev.wadi.file.BatchListener;
import dev.wadi.frame.Frame;
import dev.wadi.frame.Kind;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.PluginHelper;
import org.apache.camel.support.ResourceHelper;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/** Each case of golden.yaml, through the steps of the shipped route; only the source of the frames is another. */
class GoldenRowsTest {

    @TempDir
    static Path directory;

    @TestFactory
    Stream<DynamicTest> frames() throws Exception {
        List<?> cases;
        try (InputStream golden = GoldenRowsTest.class.getResourceAsStream("golden.yaml")) {
            cases = (List<?>) new Load(LoadSettings.builder().build()).loadFromInputStream(golden);
        }
        return cases.stream().map(each -> {
            Map<?, ?> golden = (Map<?, ?>) each;
            return DynamicTest.dynamicTest(golden.get("why") + ": " + golden.get("frame"), () -> holds(golden));
        });
    }

    private static void holds(Map<?, ?> golden) throws Exception {
        Batch batch = through((String) golden.get("frame"));
        if (golden.get("row") != null) {
            assertThat(batch.rejects()).isEmpty();
            assertThat(batch.rows().get(0).keySet()).containsExactly("Trade_Time", "Price_USD", "Volume_BTC", "Symbol");
            assertThat(List.copyOf(batch.rows().get(0).values())).isEqualTo(golden.get("row"));
        } else {
            assertThat(batch.rows()).isEmpty();
            assertThat(batch.rejects()).hasSize(1);
            assertThat(batch.rejects().get(0).reason()).startsWith((String) golden.get("reason"));
        }
    }

    private static Batch through(String frame) throws Exception {
        AtomicReference<Batch> written = new AtomicReference<>();
        try (DefaultCamelContext context = new DefaultCamelContext()) {
            Properties options = new Properties();
            try (InputStream shipped = Files.newInputStream(Path.of("application.properties"))) {
                options.load(shipped);
            }
            options.setProperty("wadi.batch.rows", "1");
            options.setProperty("wadi.batch.interval", "60000");
            options.setProperty(
                    "wadi.data.dir",
                    Files.createTempDirectory(directory, "data").toString());
            context.getPropertiesComponent().setInitialProperties(options);
            context.getRegistry().bind("listener", new BatchListener() {
                @Override
                public void written(Batch batch) {
                    written.set(batch);
                }

                @Override
                public void closed(Path file, long rows, long bytes) {}
            });
            String route = Files.readString(Path.of("routes/btcusdt-clean.camel.yaml"))
                    .replaceFirst(
                            "(?s)uri: journal:btcusdt\\n +parameters:.*?steps:", "uri: direct:frames\n      steps:");
            PluginHelper.getRoutesLoader(context)
                    .loadRoutes(ResourceHelper.fromString("btcusdt-clean.camel.yaml", route));
            context.start();
            context.createFluentProducerTemplate()
                    .to("direct:frames")
                    .withBody(frame)
                    .withExchangeProperty(Frame.PROPERTY, new Frame(1, 0, 1, 1, 0, Kind.TEXT, frame, null))
                    .send();
        }
        return written.get();
    }
}
