package io.streamspace.server.rest;

import io.streamspace.vnc.ClipboardDirection;
import io.streamspace.vnc.ViewerMode;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** How modes and directions are written in the API and in template files. */
public final class ViewerWords {
    private ViewerWords() {}

    /** Empty where there is no such mode. */
    public static Optional<ViewerMode> mode(String word) {
        return constant(ViewerMode.values(), word);
    }

    /** Empty where there is no such direction. */
    public static Optional<ClipboardDirection> clipboard(String word) {
        return constant(ClipboardDirection.values(), word);
    }

    static String of(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT);
    }

    private static <E extends Enum<E>> Optional<E> constant(E[] all, String word) {
        return Arrays.stream(all).filter(one -> of(one).equals(word)).findFirst();
    }
}
