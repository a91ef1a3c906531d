package dev.wadi.cli;

import java.math.BigDecimal;
import java.text.DecimalFormat;
import java.text.DecimalFormatSymbols;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A line of text with holes, {@code {NAME}} or {@code {NAME:format}}, filled from a map. A format with letters is one of
 * {@link DateTimeFormatter} for a time, {@code 2024-08-08 23:54:16.322} or milliseconds since 1970, in UTC; any other is
 * one of {@link DecimalFormat}. Not thread-safe.
 */
final class LineTemplate {

    private static final Pattern HOLE = Pattern.compile("\\{([^{}:]+)(?::([^{}]+))?}");

    private final List<Function<Map<String, ?>, String>> parts = new ArrayList<>();

    /** @throws IllegalArgumentException if a format is wrong */
    LineTemplate(String template) {
        Matcher hole = HOLE.matcher(template);
        int from = 0;
        while (hole.find()) {
            literal(template.substring(from, hole.start()));
            String name = hole.group(1);
            Function<Object, String> format = format(hole.group(2));
            parts.add(values -> values.get(name) == null ? null : format.apply(values.get(name)));
            from = hole.end();
        }
        literal(template.substring(from));
    }

    private void literal(String text) {
        parts.add(values -> text);
    }

    private static Function<Object, String> format(String pattern) {
        if (pattern == null) {
            return value -> Terminal.safe(String.valueOf(value));
        }
        if (pattern.chars().anyMatch(Character::isLetter)) {
            DateTimeFormatter time = DateTimeFormatter.ofPattern(pattern, Locale.ROOT);
            return value -> time.format(time(String.valueOf(value)));
        }
        DecimalFormat decimal = new DecimalFormat(pattern, DecimalFormatSymbols.getInstance(Locale.ROOT));
        return value -> {
            BigDecimal number = new BigDecimal(String.valueOf(value));
            if (Math.abs((long) number.scale()) > 1000) {
                throw new NumberFormatException("too large");
            }
            return decimal.format(number);
        };
    }

    private static LocalDateTime time(String value) {
        return value.matches("\\d{1,15}")
                ? LocalDateTime.ofInstant(Instant.ofEpochMilli(Long.parseLong(value)), ZoneOffset.UTC)
                : LocalDateTime.parse(value.replace(' ', 'T'));
    }

    /** The filled line; empty where a value is missing or does not fit its format. */
    Optional<String> fill(Map<String, ?> values) {
        StringBuilder line = new StringBuilder();
        for (Function<Map<String, ?>, String> part : parts) {
            try {
                String text = part.apply(values);
                if (text == null) {
                    return Optional.empty();
                }
                line.append(text);
            } catch (NumberFormatException | DateTimeException e) {
                return Optional.empty();
            }
        }
        return Optional.of(line.toString());
    }
}
