package io.streamspace.hub.internal;

import io.streamspace.hub.HubException;
import io.streamspace.hub.Template.Param;
import io.streamspace.protocol.message.SessionSpec.Geometry;
import java.math.BigDecimal;
import java.util.Optional;
import java.util.regex.Pattern;

/** Whether a value fits a parameter. What it says never repeats the value, which may be a secret. */
public final class ParamCheck {
    private static final Pattern INTEGER = Pattern.compile("[+-]?\\d{1,18}");
    private static final Pattern NUMBER = Pattern.compile("[+-]?\\d{1,18}(\\.\\d{1,18})?");
    private static final Pattern GEOMETRY = Pattern.compile("(\\d{1,5})x(\\d{1,5})");
    private static final int SMALLEST = 320;
    private static final int LARGEST = 8192;

    private ParamCheck() {}

    /**
     * The value as the session gets it.
     *
     * @param value not empty
     * @throws HubException {@code INVALID_REQUEST} that names the field and says what is allowed
     */
    public static String canonical(Param param, String value) {
        var canonical = switch (param.type()) {
            case STRING, SECRET -> text(param, value);
            case ENUM -> value;
            case INTEGER -> integer(param, value);
            case NUMBER -> number(param, value);
            case BOOLEAN -> flag(param, value);
            case GEOMETRY -> size(param, value);
        };
        if (!param.choices().isEmpty() && !param.choices().contains(canonical)) {
            throw wrong(param, "must be one of " + String.join(", ", param.choices()));
        }
        return canonical;
    }

    /** Width and height of a value in the form {@code 1280x800}; empty where it has another form or no desktop is that small or large. */
    public static Optional<Geometry> geometry(String value) {
        var parts = GEOMETRY.matcher(value);
        if (!parts.matches()) {
            return Optional.empty();
        }
        int width = Integer.parseInt(parts.group(1));
        int height = Integer.parseInt(parts.group(2));
        return isSize(width) && isSize(height) ? Optional.of(new Geometry(width, height)) : Optional.empty();
    }

    /** What every parameter says that is wrong about a value. */
    public static HubException wrong(Param param, String what) {
        return HubException.invalid("params." + param.name(), "'" + param.label() + "' " + what + ".");
    }

    private static boolean isSize(int pixels) {
        return pixels >= SMALLEST && pixels <= LARGEST;
    }

    private static String text(Param param, String value) {
        int most = param.maxLength() == null ? Param.MAX_LENGTH : param.maxLength();
        if (value.length() > most) {
            throw wrong(param, "must have at most " + most + " characters");
        }
        // It becomes an environment variable, which cannot hold a NUL, and a line of many a program's settings.
        if (value.chars().anyMatch(Character::isISOControl)) {
            throw wrong(param, "must be one line without control characters");
        }
        if (param.pattern() != null && !StepLimitedText.matches(param.pattern(), value)) {
            throw wrong(param, "must have the form " + param.pattern());
        }
        return value;
    }

    private static String integer(Param param, String value) {
        if (!INTEGER.matcher(value).matches()) {
            throw wrong(param, "must be a whole number" + range(param));
        }
        var number = Long.parseLong(value);
        checkRange(param, BigDecimal.valueOf(number), "must be a whole number");
        return Long.toString(number);
    }

    private static String number(Param param, String value) {
        if (!NUMBER.matcher(value).matches()) {
            throw wrong(param, "must be a number" + range(param));
        }
        var number = new BigDecimal(value);
        checkRange(param, number, "must be a number");
        return number.toPlainString();
    }

    private static void checkRange(Param param, BigDecimal number, String kind) {
        boolean tooSmall = param.min() != null && number.compareTo(param.min()) < 0;
        boolean tooLarge = param.max() != null && number.compareTo(param.max()) > 0;
        if (tooSmall || tooLarge) {
            throw wrong(param, kind + range(param));
        }
    }

    private static String range(Param param) {
        if (param.min() != null && param.max() != null) {
            return " from " + param.min().toPlainString() + " to " + param.max().toPlainString();
        }
        if (param.min() != null) {
            return ", at least " + param.min().toPlainString();
        }
        return param.max() == null ? "" : ", at most " + param.max().toPlainString();
    }

    private static String flag(Param param, String value) {
        if (!value.equals("true") && !value.equals("false")) {
            throw wrong(param, "must be true or false");
        }
        return value;
    }

    private static String size(Param param, String value) {
        if (geometry(value).isEmpty()) {
            throw wrong(
                    param,
                    "must be a width and a height from " + SMALLEST + " to " + LARGEST + " pixels, such as 1280x800");
        }
        return value;
    }
}
