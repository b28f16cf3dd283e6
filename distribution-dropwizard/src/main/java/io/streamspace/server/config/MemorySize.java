package io.streamspace.server.config;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Memory as people and Kubernetes write it: {@code 512Mi}, {@code 2Gi}, {@code 2G}, or a number of bytes. */
public final class MemorySize {
    private static final Pattern TEXT = Pattern.compile("(\\d{1,12})([KMGT]i?)?");
    private static final String UNITS = "KMGT";
    private static final long BINARY = 1024;
    private static final long DECIMAL = 1000;

    private MemorySize() {}

    public static Optional<Long> parse(String text) {
        Matcher matcher = TEXT.matcher(text.strip());
        return matcher.matches()
                ? Optional.of(Long.parseLong(matcher.group(1)) * factor(matcher.group(2)))
                : Optional.empty();
    }

    /** The largest binary unit in which the size is a whole number; null for 0, which means that there is none. */
    public static @Nullable String format(long bytes) {
        if (bytes == 0) {
            return null;
        }
        long number = bytes;
        int unit = -1;
        while (number % BINARY == 0 && unit + 1 < UNITS.length()) {
            number /= BINARY;
            unit++;
        }
        return unit < 0 ? Long.toString(number) : number + UNITS.substring(unit, unit + 1) + "i";
    }

    private static long factor(@Nullable String unit) {
        if (unit == null) {
            return 1;
        }
        long base = unit.endsWith("i") ? BINARY : DECIMAL;
        long factor = 1;
        for (int power = UNITS.indexOf(unit.charAt(0)); power >= 0; power--) {
            factor *= base;
        }
        return factor;
    }
}
