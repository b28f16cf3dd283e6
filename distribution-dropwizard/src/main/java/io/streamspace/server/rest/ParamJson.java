package io.streamspace.server.rest;

import io.streamspace.hub.Template.Param;
import java.math.BigDecimal;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A {@link Param} in the API, with all that a form needs. */
record ParamJson(
        String name,
        String label,
        @Nullable String description,
        String type,
        @Nullable String defaultValue,
        boolean required,
        List<String> choices,
        @Nullable BigDecimal min,
        @Nullable BigDecimal max,
        @Nullable Integer maxLength,
        @Nullable String pattern) {
    static ParamJson of(Param param) {
        return new ParamJson(
                param.name(),
                param.label(),
                param.description(),
                param.type().wireName(),
                param.defaultValue(),
                param.required(),
                param.choices(),
                param.min(),
                param.max(),
                param.maxLength(),
                param.pattern());
    }
}
