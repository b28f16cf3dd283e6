package io.streamspace.protocol;

import java.util.Locale;

/** How enum constants are spelt on the wire: {@code START_SESSION} is {@code start_session}. */
public final class WireNames {
    private WireNames() {}

    /** The wire name of a constant. */
    public static String of(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT);
    }
}
