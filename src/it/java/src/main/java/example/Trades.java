package example;

import com.fasterxml.jackson.databind.DeserializationFeature;
import dev.wadi.file.BatchStrategy;
import dev.wadi.row.Columns;
import java.nio.file.Path;
import org.apache.camel.CamelContext;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.component.jackson.JacksonDataFormat;
import org.apache.camel.dataformat.csv.CsvDataFormat;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.util.concurrent.SynchronousExecutorService;

/** BTC/USDT trades from a WebSocket to CSV, in a plain Java program. */
public final class Trades extends RouteBuilder {

    private final String url;
    private final Path data;

    private Trades(String url, Path data) {
        this.url = url;
        this.data = data;
    }

    /** A context with the two routes, not started yet. */
    public static CamelContext context(String url, Path data) throws Exception {
        CamelContext context = new DefaultCamelContext();
        context.addRoutes(new Trades(url, data));
        return context;
    }

    public static void main(String[] args) throws Exception {
        CamelContext context = context(args[0], Path.of(args[1]));
        Runtime.getRuntime().addShutdownHook(new Thread(context::stop));
        context.start();
    }

    @Override
    public void configure() {
        from("feed:btcusdt?url=RAW(" + url + ")&events=true")
                .routeId("btcusdt-capture")
                .startupOrder(2)
                .to("journal:btcusdt?directory=" + data + "/journal");

        JacksonDataFormat json = new JacksonDataFormat(Object.class);
        json.enableFeature(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS);
        Columns columns = new Columns();
        columns.setColumns("Trade_Time E epoch-ms; Price_USD p decimal; Volume_BTC q decimal; Symbol s text");

        from("journal:btcusdt?directory=" + data + "/journal")
                .routeId("btcusdt-clean")
                .startupOrder(1)
                .doTry()
                .unmarshal(json)
                .filter()
                .language("row", "number(p) > 0 && number(q) > 0")
                .statusPropertyName("kept")
                .process(columns)
                .endDoTry()
                .doCatch(Exception.class)
                .setProperty("kept", constant(false))
                .end()
                .aggregate(constant(true), new BatchStrategy())
                .executorService(new SynchronousExecutorService())
                .completionSize(1000)
                .completionInterval(200)
                .forceCompletionOnStop()
                .marshal(new CsvDataFormat().setRecordSeparator("\n"))
                .to("rolling-file:btcusdt?directory=" + data + "/csv&rejectDirectory=" + data + "/rejects");
    }
}
