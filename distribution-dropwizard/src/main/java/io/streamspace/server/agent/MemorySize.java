package io.streamspace.server.agent;

import java.util.Map;
import java.util.regex.Pattern;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Reads an amount of memory as Kubernetes writes it: {@code 16Gi}, {@code 512Mi}, {@code 2G}, or bytes. */
final class MemorySize implements ITypeConverter<Long> {
    private static final Pattern FORM = Pattern.compile("(\\d{1,15})(|[KMGT]i?)B?");
    private static final Map<String, Long> UNITS = Map.of(
            "", 1L,
            "K", 1_000L,
            "M", 1_000_000L,
            "G", 1_000_000_000L,
            "T", 1_000_000_000_000L,
            "Ki", 1L << 10,
            "Mi", 1L << 20,
            "Gi", 1L << 30,
            "Ti", 1L << 40);

    @Override
    public Long convert(String value) {
        var parts = FORM.matcher(value.strip());
        if (!parts.matches()) {
            throw refused(value);
        }
        try {
            return Math.multiplyExact(Long.parseLong(parts.group(1)), UNITS.getOrDefault(parts.group(2), 1L));
        } catch (ArithmeticException tooLarge) {
            throw refused(value);
        }
    }

    private static TypeConversionException refused(String value) {
        return new TypeConversionException("'" + value + "' is no amount of memory; good ones are 16Gi, 512Mi and 0");
    }
}
