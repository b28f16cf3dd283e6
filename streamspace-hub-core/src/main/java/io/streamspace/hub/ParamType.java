package io.streamspace.hub;

import io.streamspace.protocol.WireNames;
import java.util.Arrays;
import java.util.Optional;

/** What a template's parameter takes. Values are texts; this says which. */
public enum ParamType {
    /** One line of text. */
    STRING,
    /** A whole number. */
    INTEGER,
    /** A number with or without a decimal point. */
    NUMBER,
    /** {@code true} or {@code false}. */
    BOOLEAN,
    /** One of the parameter's choices. */
    ENUM,
    /** One line of text that no API shows again. It has no default, since everybody can read a template. */
    SECRET,
    /** The desktop's first size, such as {@code 1280x800}. It goes into the session's geometry and into no variable. */
    GEOMETRY;

    /** The type as files and the API show it. */
    public String wireName() {
        return WireNames.of(this);
    }

    /** The type of that wire name. */
    public static Optional<ParamType> of(String wireName) {
        return Arrays.stream(values())
                .filter(type -> type.wireName().equals(wireName))
                .findFirst();
    }
}
