package io.streamspace.hub.internal;

import java.util.regex.Pattern;

/**
 * A text that a regular expression may look at only so often. A careless pattern in a template can take years for a value that somebody made for
 * it; so it takes a moment, and the value is refused.
 */
final class StepLimitedText implements CharSequence {
    private static final int MAX_STEPS = 1_000_000;

    private final String text;
    private int steps;

    private StepLimitedText(String text) {
        this.text = text;
    }

    /** Whether the whole text matches, and that could be told in time. */
    static boolean matches(String pattern, String text) {
        try {
            return Pattern.compile(pattern).matcher(new StepLimitedText(text)).matches();
        } catch (TooManyStepsException | StackOverflowError e) {
            return false;
        }
    }

    @Override
    public char charAt(int index) {
        if (++steps > MAX_STEPS) {
            throw new TooManyStepsException();
        }
        return text.charAt(index);
    }

    @Override
    public int length() {
        return text.length();
    }

    @Override
    public CharSequence subSequence(int start, int end) {
        return text.subSequence(start, end);
    }

    @Override
    public String toString() {
        return text;
    }

    private static final class TooManyStepsException extends RuntimeException {
        private static final long serialVersionUID = 1L;

        TooManyStepsException() {
            super("a pattern took too many steps", null, false, false);
        }
    }
}
