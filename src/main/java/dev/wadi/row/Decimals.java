package dev.wadi.row;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.regex.Pattern;

/**
 * Exact decimal numbers, from text to text, never through a double.
 *
 * <p>What JSON calls a number is one, with a leading plus or zeros allowed; so {@code NaN}, {@code 0x10} and {@code 1_000}
 * are none. A number of more than {@value #MAX_DIGITS} digits, or whose exponent is beyond ±{@value #MAX_EXPONENT}, is
 * refused before it is expanded: {@code 1e999999999} written out would fill the memory.
 */
final class Decimals {

    static final int MAX_DIGITS = 100;
    static final int MAX_EXPONENT = 100;

    private static final Pattern NUMBER = Pattern.compile("[+-]?[0-9]+(\\.[0-9]+)?([eE][+-]?[0-9]+)?");

    private Decimals() {}

    /**
     * The number that a JSON value or a text is.
     *
     * @param source what the value is called in the message
     * @throws RowException if it is none, or too large
     */
    static BigDecimal of(String source, Object value) {
        if (value instanceof BigDecimal decimal) {
            return bounded(source, decimal, value);
        }
        if (value instanceof Integer || value instanceof Long) {
            return BigDecimal.valueOf(((Number) value).longValue());
        }
        if (value instanceof BigInteger integer) {
            if (integer.bitLength() > 333) {
                throw RowException.tooLarge(source, value);
            }
            return new BigDecimal(integer);
        }
        if (!(value instanceof String || value instanceof Double || value instanceof Float)) {
            throw RowException.unfit(source, "a number", value);
        }
        String text = value.toString();
        if (text.length() > 2 * MAX_DIGITS) {
            throw RowException.tooLarge(source, value);
        }
        if (!NUMBER.matcher(text).matches()) {
            throw RowException.unfit(source, "a number", value);
        }
        try {
            return bounded(source, new BigDecimal(text), value);
        } catch (NumberFormatException e) {
            throw RowException.tooLarge(source, value);
        }
    }

    private static BigDecimal bounded(String source, BigDecimal decimal, Object sent) {
        int scale = decimal.scale();
        if (scale > MAX_EXPONENT || scale < -MAX_EXPONENT || decimal.precision() > MAX_DIGITS) {
            throw RowException.tooLarge(source, sent);
        }
        return decimal;
    }

    /** The digits that were sent, without an exponent. */
    static String text(String source, Object value) {
        return of(source, value).toPlainString();
    }
}
