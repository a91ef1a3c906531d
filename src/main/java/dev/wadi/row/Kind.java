package dev.wadi.row;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** What the values of a column are, and how they are written. Times are UTC: {@code 2024-08-08 23:54:16.322}. */
enum Kind {
    TEXT,
    DECIMAL,
    BOOLEAN,
    EPOCH_S,
    EPOCH_MS,
    EPOCH_US,
    EPOCH_NS,
    ISO_TIME;

    private static final DateTimeFormatter MILLIS =
            DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss.SSS", Locale.ROOT).withZone(ZoneOffset.UTC);
    private static final DateTimeFormatter MICROS = DateTimeFormatter.ofPattern(
                    "uuuu-MM-dd HH:mm:ss.SSSSSS", Locale.ROOT)
            .withZone(ZoneOffset.UTC);
    private static final DateTimeFormatter NANOS = DateTimeFormatter.ofPattern(
                    "uuuu-MM-dd HH:mm:ss.SSSSSSSSS", Locale.ROOT)
            .withZone(ZoneOffset.UTC);
    private static final Instant FIRST = Instant.parse("0001-01-01T00:00:00Z");
    private static final Instant LAST = Instant.parse("9999-12-31T23:59:59.999999999Z");

    /** The name in a column's line, such as {@code epoch-ms}. */
    String word() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    static List<String> words() {
        return Arrays.stream(values()).map(Kind::word).toList();
    }

    /**
     * The value as the column shows it.
     *
     * @param source what the value is called in the message
     * @throws RowException if the value is not of this kind
     */
    String write(String source, Object value) {
        return switch (this) {
            case TEXT -> text(source, value);
            case DECIMAL -> Decimals.text(source, value);
            case BOOLEAN -> {
                if (value instanceof Boolean || "true".equals(value) || "false".equals(value)) {
                    yield value.toString();
                }
                throw RowException.unfit(source, "true or false", value);
            }
            case EPOCH_S -> epoch(source, value, 0, MILLIS);
            case EPOCH_MS -> epoch(source, value, 3, MILLIS);
            case EPOCH_US -> epoch(source, value, 6, MICROS);
            case EPOCH_NS -> epoch(source, value, 9, NANOS);
            case ISO_TIME -> iso(source, value);
        };
    }

    private static String text(String source, Object value) {
        if (value instanceof String text) {
            return text;
        }
        if (value instanceof Number) {
            return Decimals.text(source, value);
        }
        if (value instanceof Boolean) {
            return value.toString();
        }
        throw RowException.unfit(source, "text", value);
    }

    private String epoch(String source, Object value, int decimals, DateTimeFormatter format) {
        BigDecimal number;
        try {
            number = Decimals.of(source, value);
        } catch (RowException e) {
            throw notTime(source, value);
        }
        if (decimals > 0 && number.stripTrailingZeros().scale() > 0) {
            throw notTime(source, value);
        }
        // not divideAndRemainder, which takes a third of the time of a whole route
        BigDecimal seconds = number.movePointLeft(decimals);
        BigDecimal whole = seconds.setScale(0, RoundingMode.FLOOR);
        if (whole.precision() > 12) {
            throw notTime(source, value);
        }
        int nanos = seconds.subtract(whole)
                .movePointRight(9)
                .setScale(0, RoundingMode.FLOOR)
                .intValue();
        Instant time = Instant.ofEpochSecond(whole.longValue(), nanos);
        if (time.isBefore(FIRST) || time.isAfter(LAST)) {
            throw notTime(source, value);
        }
        return format.format(time);
    }

    private String iso(String source, Object value) {
        if (!(value instanceof String text)) {
            throw notTime(source, value);
        }
        try {
            OffsetDateTime time = OffsetDateTime.parse(text);
            int nano = time.getNano();
            return (nano % 1_000_000 == 0 ? MILLIS : nano % 1000 == 0 ? MICROS : NANOS).format(time);
        } catch (DateTimeException e) {
            throw notTime(source, value);
        }
    }

    private RowException notTime(String source, Object value) {
        return RowException.unfit(source, "a time in " + word(), value);
    }
}
