package io.streamspace.protocol.document;

import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.PropertyNamingStrategies.NamingBase;
import io.streamspace.protocol.WireNames;
import io.streamspace.protocol.message.CommandAction;
import io.streamspace.protocol.message.CommandPayload;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The fields of a record as they stand on the wire. */
record Shape(Class<?> type) {
    private static final Map<Class<?>, String> PLAIN = Map.of(
            String.class, "text",
            int.class, "integer",
            long.class, "integer",
            double.class, "number",
            boolean.class, "boolean",
            CommandPayload.class, "object, by the action");

    static Shape of(Class<?> type) {
        return new Shape(type);
    }

    static Shape ofPayload(CommandAction action) {
        return Arrays.stream(CommandPayload.class.getPermittedSubclasses())
                .filter(payload -> snake(payload.getSimpleName()).equals(action.wireName()))
                .map(Shape::new)
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("no payload for " + action));
    }

    /** What the messages hold, each once. */
    static Set<Shape> partsOf(Collection<Class<?>> messages) {
        Set<Class<?>> parts = new LinkedHashSet<>();
        messages.forEach(message -> addParts(message, parts));
        return parts.stream().map(Shape::new).collect(Collectors.toCollection(LinkedHashSet::new));
    }

    String describe() {
        return "**" + words(type) + "** " + fields();
    }

    String fields() {
        return type.getRecordComponents().length == 0
                ? "no fields"
                : Arrays.stream(type.getRecordComponents()).map(Shape::field).collect(Collectors.joining(" · "));
    }

    private static void addParts(Class<?> type, Set<Class<?>> parts) {
        if (type == CommandPayload.class) {
            Arrays.stream(type.getPermittedSubclasses()).forEach(payload -> addParts(payload, parts));
        } else if (type.isRecord()) {
            Arrays.stream(type.getRecordComponents())
                    .flatMap(component -> classesIn(component.getGenericType()))
                    .forEach(part -> {
                        if (part.isRecord()) {
                            parts.add(part);
                        }
                        addParts(part, parts);
                    });
        }
    }

    private static Stream<Class<?>> classesIn(Type type) {
        return switch (type) {
            case Class<?> plain -> Stream.of(plain);
            case ParameterizedType generic ->
                Arrays.stream(generic.getActualTypeArguments()).flatMap(Shape::classesIn);
            default -> throw new IllegalArgumentException("no wire form for " + type);
        };
    }

    private static String field(RecordComponent component) {
        boolean optional = component.getAnnotatedType().isAnnotationPresent(Nullable.class);
        return "`" + snake(component.getName()) + "`" + (optional ? "?" : "") + " "
                + wireType(component.getGenericType());
    }

    private static String wireType(Type type) {
        return switch (type) {
            case Class<?> plain -> wireType(plain);
            case ParameterizedType generic ->
                generic.getRawType() == Map.class
                        ? "map of texts"
                        : "list of " + wireType(generic.getActualTypeArguments()[0]);
            default -> throw new IllegalArgumentException("no wire form for " + type);
        };
    }

    private static String wireType(Class<?> type) {
        if (type.isEnum()) {
            return oneOf(type);
        }
        return type.isRecord()
                ? words(type)
                : Optional.ofNullable(PLAIN.get(type)).orElseThrow();
    }

    private static String oneOf(Class<?> enumeration) {
        return Arrays.stream(enumeration.getEnumConstants())
                .map(constant -> "`" + WireNames.of((Enum<?>) constant) + "`")
                .collect(Collectors.joining("/"));
    }

    private static String words(Class<?> type) {
        return "*" + snake(type.getSimpleName()).replace('_', ' ') + "*";
    }

    private static String snake(String name) {
        return ((NamingBase) PropertyNamingStrategies.SNAKE_CASE).translate(name);
    }
}
