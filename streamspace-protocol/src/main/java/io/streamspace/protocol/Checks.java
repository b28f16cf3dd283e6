package io.streamspace.protocol;

import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Checks of message fields; each failure says the field's wire name and what it must be. For the records of this module. */
public final class Checks {
    private static final Pattern ID = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._:-]{0,127}");

    private Checks() {}

    /** The value, which must be there. */
    public static <T> T present(@Nullable T value, String field) {
        if (value == null) {
            throw new IllegalArgumentException(field + " is missing");
        }
        return value;
    }

    /** An identifier: 1 to 128 characters of letters, digits and {@code . _ : -}, starting with a letter or digit. */
    public static String id(@Nullable String value, String field) {
        if (!ID.matcher(present(value, field)).matches()) {
            throw new IllegalArgumentException(
                    field + " must be 1 to 128 letters, digits, '.', '_', ':' or '-', starting with a letter or digit");
        }
        return present(value, field);
    }

    /** A text of at most {@code max} characters. */
    public static String text(@Nullable String value, String field, int max) {
        if (present(value, field).length() > max) {
            throw new IllegalArgumentException(field + " must not be longer than " + max + " characters");
        }
        return present(value, field);
    }

    /** A number that is not below {@code min}. */
    public static long atLeast(long value, long min, String field) {
        if (value < min) {
            throw new IllegalArgumentException(field + " must be " + min + " or more");
        }
        return value;
    }
}
