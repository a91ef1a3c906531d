package dev.wadi.row;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.util.HashMap;
import java.util.Map;
import org.apache.camel.Exchange;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.DefaultExchange;
import org.junit.jupiter.api.Test;

class RowLanguageTest {

    private final Exchange exchange = new DefaultExchange(new DefaultCamelContext());

    private boolean matches(String expression, Object body) {
        exchange.getMessage().setBody(body);
        return new RowLanguage().createPredicate(expression).matches(exchange);
    }

    private Object reason() {
        return exchange.getProperty(RowLanguage.REASON);
    }

    @Test
    void comparesExactNumbersWhateverTheirForm() {
        assertThat(matches("number(p) > 0", Map.of("p", "0.047"))).isTrue();
        assertThat(matches("number(p) > 0", Map.of("p", new BigDecimal("0.047"))))
                .isTrue();
        assertThat(matches("number(p) >= 1", Map.of("p", 1))).isTrue();
        assertThat(matches("number(p) < 0.1", Map.of("p", "0.1"))).isFalse();
    }

    @Test
    void aFalsePredicateSaysWhichValueWasNoNumber() {
        assertThat(matches("number(data.p) > 0", Map.of("data", Map.of("p", "abc"))))
                .isFalse();
        assertThat(reason()).isEqualTo("data.p is not a number: \"abc\"");
    }

    @Test
    void aComparisonWithAMissingValueIsFalseBothWays() {
        assertThat(matches("number(p) > 0", Map.of())).isFalse();
        assertThat(matches("number(p) < 0", Map.of())).isFalse();
        assertThat(reason()).isEqualTo("missing p");
    }

    @Test
    void fieldsAreCompared() {
        assertThat(matches("number(p) > 0 && X == 'MARKET'", Map.of("p", 1, "X", "MARKET")))
                .isTrue();
        assertThat(matches("X == 'MARKET'", new HashMap<>())).isFalse();
        assertThat(matches("data.s in ['A', 'B']", Map.of("data", Map.of("s", "B"))))
                .isTrue();
        assertThat(matches("body[3] == 'trade'", java.util.List.of(1, 2, 3, "trade")))
                .isTrue();
    }

    @Test
    void aWrongExpressionStopsTheStartWithItsPlace() {
        assertThatThrownBy(() -> new RowLanguage().createPredicate("number(p > 0"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("line 1, column 7");
        assertThatThrownBy(() -> new RowLanguage().createPredicate("nubmer(p) > 0"))
                .hasMessageContaining("there is no function nubmer(p); expected number(value)");
    }
}
