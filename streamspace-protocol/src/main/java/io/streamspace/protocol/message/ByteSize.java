package io.streamspace.protocol.message;

import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Amounts of memory and disk as people and Kubernetes write them: {@code 512Mi}, {@code 2Gi}, {@code 2G}, or a number of bytes. */
public final class ByteSize {
    private static final Pattern FORM = Pattern.compile("([0-9]{1,15})(?:([KMGT])(i?))?B?");
    private static final String POWERS = "KMGT";
    private static final long BINARY = 1024;
    private static final long DECIMAL = 1000;

    private ByteSize() {}

    /** Bytes; empty for what is no size, or more than fits into a number. */
    public static OptionalLong parse(String text) {
        Matcher parts = FORM.matcher(text.strip());
        if (!parts.matches()) {
            return OptionalLong.empty();
        }
        long size = Long.parseLong(parts.group(1));
        if (parts.group(2) == null) {
            return OptionalLong.of(size);
        }
        long thousand = parts.group(3).isEmpty() ? DECIMAL : BINARY;
        try {
            for (int power = POWERS.indexOf(parts.group(2)); power >= 0; power--) {
                size = Math.multiplyExact(size, thousand);
            }
            return OptionalLong.of(size);
        } catch (ArithmeticException tooLarge) {
            return OptionalLong.empty();
        }
    }

    /** The largest binary unit in which the size is a whole number; null for 0, which means that there is none. */
    public static @Nullable String format(long bytes) {
        if (bytes == 0) {
            return null;
        }
        long number = bytes;
        int unit = -1;
        while (number % BINARY == 0 && unit + 1 < POWERS.length()) {
            number /= BINARY;
            unit++;
        }
        return unit < 0 ? Long.toString(number) : number + POWERS.substring(unit, unit + 1) + "i";
    }
}
