package io.streamspace.server.config;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.IntNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.TextNode;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;

/**
 * What a variable's text must be.
 *
 * @param wanted completes the sentence "must be …"
 * @param example a good value
 * @param read empty where the text is not that
 */
record ValueRule(String wanted, String example, Function<String, Optional<JsonNode>> read) {
    static ValueRule text(String wanted, String example, Predicate<String> accepts) {
        return new ValueRule(
                wanted, example, text -> accepts.test(text) ? Optional.of(TextNode.valueOf(text)) : Optional.empty());
    }

    static ValueRule anyText(String wanted, String example) {
        return text(wanted, example, text -> true);
    }

    static ValueRule atLeast(int characters, String example) {
        return text(characters + " or more characters", example, text -> text.length() >= characters);
    }

    static ValueRule oneOf(String example, String... values) {
        return text(
                "one of " + String.join(", ", values),
                example,
                text -> List.of(values).contains(text));
    }

    static ValueRule number(int from, int to, String example) {
        return new ValueRule(
                "a number from " + from + " to " + to,
                example,
                text -> integer(text).filter(n -> n >= from && n <= to).map(IntNode::valueOf));
    }

    static ValueRule duration(String example) {
        return text(
                "a duration such as 30s, 5m, 1h or PT30S",
                example,
                text -> Durations.parse(text).isPresent());
    }

    static ValueRule flag(String example) {
        return new ValueRule("true or false", example, text -> switch (text.toLowerCase(Locale.ROOT)) {
            case "true" -> Optional.of(BooleanNode.TRUE);
            case "false" -> Optional.of(BooleanNode.FALSE);
            default -> Optional.empty();
        });
    }

    static ValueRule uri(String example, String... schemes) {
        return text(
                "an address that begins with " + String.join(":// or ", schemes) + "://",
                example,
                text -> isUri(text, schemes));
    }

    static ValueRule commaSeparated(String wanted, String example, Predicate<String> acceptsItem) {
        return new ValueRule(wanted, example, text -> {
            List<String> items = Arrays.stream(text.split(","))
                    .map(String::strip)
                    .filter(item -> !item.isEmpty())
                    .toList();
            var array = JsonNodeFactory.instance.arrayNode();
            items.forEach(array::add);
            return items.stream().allMatch(acceptsItem) ? Optional.of(array) : Optional.empty();
        });
    }

    private static Optional<Integer> integer(String text) {
        try {
            return Optional.of(Integer.valueOf(text));
        } catch (NumberFormatException notANumber) {
            return Optional.empty();
        }
    }

    static boolean isUri(String text, String... schemes) {
        try {
            URI uri = new URI(text);
            return uri.getScheme() != null && List.of(schemes).contains(uri.getScheme()) && uri.getHost() != null;
        } catch (URISyntaxException notAUri) {
            return false;
        }
    }
}
