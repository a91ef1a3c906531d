package dev.wadi.testing;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The steps of the shipped clean route, and the two Kamelets that do the same. */
public final class KameletSteps {

    /** In place of {@link #shipped()}. */
    public static final String KAMELETS = """
                    - to:
                        uri: kamelet:wadi-rows-action
                        parameters:
                          columns: >-
                            Trade_Time  E  epoch-ms;
                            Price_USD   p  decimal;
                            Volume_BTC  q  decimal;
                            Symbol      s  text
                          filter: "RAW(number(p) > 0 && number(q) > 0)"
                          filterReason: zero price or quantity
                    - to:
                        uri: kamelet:wadi-csv-sink
                        parameters:
                          name: btcusdt
                          directory: "{{wadi.data.dir}}/csv"
                          rejectDirectory: "{{wadi.data.dir}}/rejects"
                          batchRows: "{{wadi.batch.rows}}"
                          batchInterval: "{{wadi.batch.interval}}"
                          rollRows: "{{wadi.csv.roll.rows}}"
            """;

    private KameletSteps() {}

    /** The shipped steps. */
    public static String shipped() throws IOException {
        String route = Files.readString(Path.of("routes/btcusdt-clean.camel.yaml"));
        return route.substring(route.indexOf("        - doTry:"));
    }
}
