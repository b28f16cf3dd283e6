package io.streamspace.driver.docker;

import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Sizes as templates write them: {@code 512Mi}, {@code 2G}, or bytes. */
final class ByteSize {
    private static final Pattern FORM = Pattern.compile("([0-9]{1,15})(?:([KMGT])(i?))?B?");
    private static final String POWERS = "KMGT";

    private ByteSize() {}

    /** Empty for what is no size, or more than fits into a number. */
    static OptionalLong parse(String text) {
        Matcher parts = FORM.matcher(text.strip());
        if (!parts.matches()) {
            return OptionalLong.empty();
        }
        long size = Long.parseLong(parts.group(1));
        if (parts.group(2) == null) {
            return OptionalLong.of(size);
        }
        long thousand = parts.group(3).isEmpty() ? 1000 : 1024;
        try {
            for (int power = POWERS.indexOf(parts.group(2)); power >= 0; power--) {
                size = Math.multiplyExact(size, thousand);
            }
            return OptionalLong.of(size);
        } catch (ArithmeticException tooLarge) {
            return OptionalLong.empty();
        }
    }
}
