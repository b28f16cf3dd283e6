package io.streamspace.protocol.internal;

import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Checks of message fields (rule P-3.8). Each failure is an {@link InvalidFieldException} with the field's wire name and what it must be.
 * Collections come back as copies; sets and maps in order, so that the same message is always the same text.
 */
public final class Checks {
    /** Largest integer that every JSON reader keeps exactly, 2^53 - 1. */
    public static final long MAX_INTEGER = (1L << 53) - 1;

    /** Longest sentence for a user, in characters. */
    public static final int SENTENCE = 1024;

    /** Longest name that a person chose, in characters. */
    public static final int NAME = 256;

    private static final int ID_LENGTH = 128;

    private Checks() {}

    public static <T> T present(@Nullable T value, String field) {
        if (value == null) {
            throw new InvalidFieldException(field, "is missing");
        }
        return value;
    }

    /** Whether the text is an identifier: 1 to 128 ASCII letters, digits and {@code . _ : -}, starting with a letter or digit. */
    public static boolean isId(String text) {
        return !text.isEmpty()
                && text.length() <= ID_LENGTH
                && isLetterOrDigit(text.charAt(0))
                && text.chars().allMatch(c -> isLetterOrDigit(c) || "._:-".indexOf(c) >= 0);
    }

    public static String id(@Nullable String value, String field) {
        if (!isId(present(value, field))) {
            throw new InvalidFieldException(
                    field, "must be 1 to 128 letters, digits, '.', '_', ':' or '-', starting with a letter or digit");
        }
        return present(value, field);
    }

    public static void optionalId(@Nullable String value, String field) {
        if (value != null) {
            id(value, field);
        }
    }

    /** A text of at most {@code max} characters that a database and a UTF-8 encoder take as it is. */
    public static String text(@Nullable String value, String field, int max) {
        String text = present(value, field);
        if (text.length() > max) {
            throw new InvalidFieldException(field, "must not be longer than " + max + " characters");
        }
        if (text.indexOf('\0') >= 0 || hasLoneSurrogate(text)) {
            throw new InvalidFieldException(field, "must be Unicode text without U+0000");
        }
        return text;
    }

    public static void optionalText(@Nullable String value, String field, int max) {
        if (value != null) {
            text(value, field, max);
        }
    }

    /** A whole number from {@code min} to {@link #MAX_INTEGER}. */
    public static long atLeast(long value, long min, String field) {
        return between(value, min, MAX_INTEGER, field);
    }

    public static long between(long value, long min, long max, String field) {
        if (value < min || value > max) {
            throw new InvalidFieldException(field, "must be " + min + " to " + max);
        }
        return value;
    }

    /** A finite number of at least 0. */
    public static double amount(double value, String field) {
        if (!(value >= 0 && value < Double.POSITIVE_INFINITY)) {
            throw new InvalidFieldException(field, "must be a number of 0 or more");
        }
        return value;
    }

    /** A number from 0 to 1, or negative down to -1 for "unknown". */
    public static double fraction(double value, String field) {
        if (!(value >= -1 && value <= 1)) {
            throw new InvalidFieldException(field, "must be a number from 0 to 1, or -1");
        }
        return value;
    }

    public static <T> List<T> list(@Nullable List<T> values, String field, int max) {
        checkElements(values, field, max);
        return List.copyOf(present(values, field));
    }

    /** A list of texts of at most {@code maxLength} characters each. */
    public static List<String> texts(@Nullable List<String> values, String field, int max, int maxLength) {
        List<String> copy = list(values, field, max);
        copy.forEach(value -> text(value, field, maxLength));
        return copy;
    }

    public static Set<String> ids(@Nullable Set<String> values, String field, int max) {
        checkElements(values, field, max);
        present(values, field).forEach(value -> id(value, field));
        return Collections.unmodifiableSet(new TreeSet<>(present(values, field)));
    }

    /** A map from names to texts of at most {@code maxLength} characters each. */
    public static Map<String, String> map(@Nullable Map<String, String> values, String field, int max, int maxLength) {
        checkElements(present(values, field).keySet(), field, max);
        checkElements(present(values, field).values(), field, max);
        present(values, field).forEach((key, value) -> {
            text(key, field, NAME);
            text(value, field, maxLength);
        });
        return Collections.unmodifiableMap(new TreeMap<>(present(values, field)));
    }

    private static void checkElements(@Nullable Collection<?> values, String field, int max) {
        if (present(values, field).size() > max) {
            throw new InvalidFieldException(field, "must not have more than " + max + " elements");
        }
        for (Object value : present(values, field)) {
            if (value == null) {
                throw new InvalidFieldException(field, "must not contain null");
            }
        }
    }

    private static boolean isLetterOrDigit(int c) {
        return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9';
    }

    private static boolean hasLoneSurrogate(String text) {
        return text.codePoints().anyMatch(c -> c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE);
    }
}
