package io.streamspace.agent.internal.command;

import org.jspecify.annotations.Nullable;

/** Fits what a driver says into what a message may hold. */
final class Texts {
    private static final int MAX_MESSAGE = 1024;
    private static final int MAX_DETAIL = 16_384;

    private Texts() {}

    static String cut(@Nullable String text, int max) {
        String value = text == null ? "" : text;
        return value.length() <= max ? value : value.substring(0, max - 1) + "…";
    }

    /** A sentence for the user; never empty. */
    static String sentence(@Nullable String text) {
        String cut = cut(text, MAX_MESSAGE);
        return cut.isBlank() ? "The platform gave no reason. The agent's log may say more." : cut;
    }

    static @Nullable String detail(@Nullable String text) {
        return text == null ? null : cut(text, MAX_DETAIL);
    }
}
