package io.streamspace.server.catalogue;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonSetter;
import com.fasterxml.jackson.annotation.Nulls;
import io.streamspace.hub.ParamType;
import io.streamspace.hub.Template.Param;
import java.math.BigDecimal;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** One entry of {@code params} in a template's document. */
record ParamEntry(
        @Nullable String name,
        @Nullable String label,
        @Nullable String description,
        @Nullable String type,
        @JsonProperty("default") @Nullable String defaultValue,
        boolean required,

        @JsonSetter(nulls = Nulls.AS_EMPTY, contentNulls = Nulls.FAIL)
        List<String> choices,

        @Nullable BigDecimal min,
        @Nullable BigDecimal max,
        @Nullable Integer maxLength,
        @Nullable String pattern,
        @Nullable String env) {
    Param toParam() {
        if (name == null) {
            throw TemplateFile.wrong("a parameter under spec.params has no name");
        }
        return new Param(
                name,
                label == null ? name : label,
                description,
                toType(name),
                defaultValue,
                required,
                choices,
                min,
                max,
                maxLength,
                pattern,
                env);
    }

    /** Without a type, choices make it an enum and anything else a string. */
    private ParamType toType(String param) {
        if (type == null) {
            return choices.isEmpty() ? ParamType.STRING : ParamType.ENUM;
        }
        return ParamType.of(type)
                .orElseThrow(
                        () -> TemplateFile.wrong("parameter '" + param + "' has the type '" + type + "'; types are "
                                + Arrays.stream(ParamType.values())
                                        .map(ParamType::wireName)
                                        .collect(Collectors.joining(", "))));
    }
}
