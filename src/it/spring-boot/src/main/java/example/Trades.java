package example;

import com.fasterxml.jackson.databind.DeserializationFeature;
import dev.wadi.file.BatchStrategy;
import dev.wadi.row.Columns;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.component.jackson.JacksonDataFormat;
import org.apache.camel.dataformat.csv.CsvDataFormat;
import org.apache.camel.util.concurrent.SynchronousExecutorService;
import org.springframework.stereotype.Component;

/** BTC/USDT trades from a WebSocket to CSV. The options are in application.yaml. */
@Component
class Trades extends RouteBuilder {

    @Override
    public void configure() {
        from("feed:btcusdt?url=RAW({{trades.url}})&events=true")
                .routeId("btcusdt-capture")
                .startupOrder(2)
                .to("journal:btcusdt?directory={{trades.data}}/journal");

        JacksonDataFormat json = new JacksonDataFormat(Object.class);
        json.enableFeature(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS);
        Columns columns = new Columns();
        columns.setColumns("Trade_Time E epoch-ms; Price_USD p decimal; Volume_BTC q decimal; Symbol s text");

        from("journal:btcusdt?directory={{trades.data}}/journal")
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
                .completionSize("{{trades.batch.rows}}")
                .completionInterval("{{trades.batch.interval}}")
                .forceCompletionOnStop()
                .marshal(new CsvDataFormat().setRecordSeparator("\n"))
                .to("rolling-file:btcusdt?directory={{trades.data}}/csv&rejectDirectory={{trades.data}}/rejects");
    }
}
