package io.streamspace.protocol.state;

import io.streamspace.protocol.WireNames;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;

/** A transition table as text: a row for each event, a column for each state, a dot where the event is not legal. */
final class Matrix {
    private static final int FIRST_COLUMN = 21;
    private static final int COLUMN = 13;

    private Matrix() {}

    static <S extends Enum<S>, E extends Enum<E>> String of(TransitionTable<S, E> table) {
        String header = line("", table.states(), WireNames::of);
        return table.events().stream()
                .map(event -> line(
                        WireNames.of(event),
                        table.states(),
                        state -> table.next(state, event).map(WireNames::of).orElse(".")))
                .collect(Collectors.joining("", header, ""));
    }

    private static <S> String line(String first, List<S> states, Function<S, String> cell) {
        String cells = states.stream().map(cell).map(Matrix::padded).collect(Collectors.joining());
        return (first + " ".repeat(FIRST_COLUMN - first.length()) + cells).stripTrailing() + "\n";
    }

    private static String padded(String text) {
        return text + " ".repeat(COLUMN - text.length());
    }
}
