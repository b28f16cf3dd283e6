package io.streamspace.protocol.document;

import io.streamspace.protocol.CloseCode;
import io.streamspace.protocol.ProtocolVersion;
import io.streamspace.protocol.WireNames;
import io.streamspace.protocol.message.CommandAction;
import io.streamspace.protocol.state.AgentLifecycle;
import io.streamspace.protocol.state.CommandLifecycle;
import io.streamspace.protocol.state.SessionLifecycle;
import io.streamspace.protocol.state.TransitionTable;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The generated parts of the document.
 *
 * @param types message types by direction and name, such as {@code agent/hello}
 */
record Tables(Map<String, Class<?>> types) {
    String part(String name) {
        return switch (name) {
            case "versions" -> versions();
            case "session" -> diagram(SessionLifecycle.TABLE);
            case "command" -> diagram(CommandLifecycle.TABLE);
            case "agent" -> diagram(AgentLifecycle.TABLE);
            case "closes" -> closes();
            case "agent-messages" -> messages("agent/");
            case "hub-messages" -> messages("hub/");
            case "stream-messages" -> messages("stream/");
            case "actions" -> actions();
            case "parts" -> bullets(Shape.partsOf(types.values()).stream(), Shape::describe);
            default -> throw new IllegalArgumentException("nothing is generated for " + name);
        };
    }

    private String messages(String direction) {
        return bullets(
                types.entrySet().stream().filter(type -> type.getKey().startsWith(direction)),
                type -> "**`" + type.getKey().substring(direction.length()) + "`** "
                        + Shape.of(type.getValue()).fields());
    }

    private static String actions() {
        return bullets(
                Stream.of(CommandAction.values()),
                action -> "**`" + action.wireName() + "`** "
                        + Shape.ofPayload(action).fields());
    }

    private static String versions() {
        return table(
                List.of("version", "since"),
                Arrays.stream(ProtocolVersion.values())
                        .map(v -> List.of("" + v.number(), v.since().toString())));
    }

    private static String closes() {
        return table(
                List.of("code", "name", "read by", "retry", "sentence"),
                Arrays.stream(CloseCode.values())
                        .map(code -> List.of(
                                "" + code.number(),
                                "`" + WireNames.of(code) + "`",
                                WireNames.of(code.audience()),
                                "`" + WireNames.of(code.retry()) + "`",
                                code.sentence())));
    }

    private static String diagram(TransitionTable<?, ?> table) {
        return "```mermaid\n" + table.toMermaid() + "```\n";
    }

    private static <T> String bullets(Stream<T> items, Function<T, String> line) {
        return items.map(item -> "- " + line.apply(item) + "\n").collect(Collectors.joining());
    }

    private static String table(List<String> header, Stream<List<String>> rows) {
        List<String> rule = header.stream().map(h -> "---").toList();
        return Stream.concat(Stream.of(header, rule), rows)
                .map(row -> "| " + String.join(" | ", row) + " |\n")
                .collect(Collectors.joining());
    }
}
