package dev.wadi.cli;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Reads a time in UTC: {@code 2026-11-24}, {@code 2026-11-24T02:50}, {@code 2026-11-24T02:50:50.253Z}. */
final class UtcTime implements ITypeConverter<Instant> {

    @Override
    public Instant convert(String text) {
        String plain = text.strip().replace(' ', 'T').replaceFirst("Z$", "");
        try {
            return plain.contains("T")
                    ? LocalDateTime.parse(plain).toInstant(ZoneOffset.UTC)
                    : LocalDate.parse(plain).atStartOfDay().toInstant(ZoneOffset.UTC);
        } catch (DateTimeException e) {
            throw new TypeConversionException(
                    "expected a time in UTC such as 2026-11-24 or 2026-11-24T02:50:50, found '" + text + "'");
        }
    }
}
