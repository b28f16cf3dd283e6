package io.streamspace.protocol.golden;

import java.util.List;
import java.util.random.RandomGenerator;

/** Spoils texts. The same seed spoils them in the same way. */
final class Mutations {
    private static final List<String> FRAGMENTS = List.of(
            "null",
            "true",
            "NaN",
            "-Infinity",
            "1e400",
            "-0",
            "0.5",
            "9223372036854775808",
            "9007199254740993",
            "99999999999999999999999999999999999999",
            "\"\"",
            "\"NaN\"",
            "\"Infinity\"",
            "\"\\ud800\"",
            "\"\\u0000\"",
            "{}",
            "[]",
            "[null]",
            "{\"\":null}",
            "[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]",
            "\"type\":\"hello\",",
            "\"payload\":{},",
            "\"action\":\"list_sessions\",",
            "\"state\":\"RUNNING\",",
            "}",
            "{",
            ",",
            "\"",
            "\\",
            "\uD83D",
            "\uFEFF",
            "\u0000");

    private final RandomGenerator random;
    private final List<String> texts;

    /** Spoils {@code texts}, also by mixing them. */
    Mutations(RandomGenerator random, List<String> texts) {
        this.random = random;
        this.texts = texts;
    }

    String next() {
        var text = new StringBuilder(any(texts));
        for (int i = random.nextInt(1, 4); i > 0 && !text.isEmpty(); i--) {
            mutate(text);
        }
        return text.toString();
    }

    private void mutate(StringBuilder text) {
        int from = random.nextInt(text.length());
        int to = Math.min(text.length(), from + random.nextInt(1, 40));
        switch (random.nextInt(8)) {
            case 0 -> text.delete(from, to);
            case 1 -> text.insert(from, text.substring(from, to));
            case 2 -> text.setCharAt(from, (char) random.nextInt(0x10000));
            case 3 -> text.setCharAt(from, (char) random.nextInt(' ', 0x7f));
            case 4 -> replaceValue(text, from);
            case 5 -> text.insert(from, any(FRAGMENTS));
            case 6 -> text.setLength(from);
            default -> text.insert(from, any(texts));
        }
    }

    /** Puts something else behind the next colon, so that many results are still JSON. */
    private void replaceValue(StringBuilder text, int from) {
        int colon = text.indexOf(":", from);
        if (colon < 0) {
            return;
        }
        int end = colon + 1;
        while (end < text.length() && ",}]".indexOf(text.charAt(end)) < 0) {
            end++;
        }
        text.replace(colon + 1, end, any(FRAGMENTS));
    }

    private String any(List<String> choices) {
        return choices.get(random.nextInt(choices.size()));
    }
}
