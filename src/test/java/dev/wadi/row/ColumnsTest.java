package dev.wadi.row;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ColumnsTest {

    private static Columns columns(String lines) {
        Columns columns = new Columns();
        columns.setColumns(lines);
        return columns;
    }

    @Test
    void readsNamesWithSpacesCommentsAndNestedSources() {
        Columns columns = columns("# a comment\n\"Trade Price\"  data.0.p  decimal\nNote  note  text  optional\n");
        assertThat(columns.names()).containsExactly("Trade Price", "Note");
        assertThat(columns.row(Map.of("data", List.of(Map.of("p", "1.50")))).values())
                .containsExactly("1.50", "");
    }

    @Test
    void aSemicolonOutsideQuotesEndsALineToo() {
        assertThat(columns("# one; two\nA a text; \"B;C\" b text;").names()).containsExactly("A", "B;C");
    }

    @Test
    void writesEveryKindOfTimeInUtc() {
        assertThat(columns("T t epoch-s").row(Map.of("t", "1618678142.5579")).values())
                .containsExactly("2021-04-17 16:49:02.557");
        assertThat(columns("T t epoch-us").row(Map.of("t", "1641343699596000")).values())
                .containsExactly("2022-01-05 00:48:19.596000");
        assertThat(columns("T t iso-time")
                        .row(Map.of("t", "2021-07-22T22:36:07.865+02:00"))
                        .values())
                .containsExactly("2021-07-22 20:36:07.865");
    }

    @Test
    void aWrongLineIsNamedWithWhatWasExpected() {
        assertThatThrownBy(() -> columns("A a text\nB b number"))
                .hasMessage(
                        "columns, line 2: expected a kind among text, decimal, boolean, epoch-s, epoch-ms, epoch-us,"
                                + " epoch-ns, iso-time; found 'B b number'.");
        assertThatThrownBy(() -> columns("A a")).hasMessageContaining("expected NAME SOURCE KIND [optional]");
        assertThatThrownBy(() -> columns("A a text\nA b text")).hasMessageContaining("a name that no other column has");
        assertThatThrownBy(() -> columns("\n")).hasMessageContaining("found none");
    }
}
