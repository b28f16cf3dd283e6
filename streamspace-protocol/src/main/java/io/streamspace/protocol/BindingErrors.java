package io.streamspace.protocol;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonMappingException;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Says what is wrong with an input without repeating the input or naming our classes. */
final class BindingErrors {
    private BindingErrors() {}

    static String describe(Exception error) {
        for (Throwable t = error; t != null; t = t.getCause()) {
            if (t instanceof IllegalArgumentException && t.getMessage() != null) {
                return clipped(t.getMessage());
            }
        }
        if (error instanceof JsonMappingException mapping && !mapping.getPath().isEmpty()) {
            String path = mapping.getPath().stream()
                    .map(r -> r.getFieldName() != null ? r.getFieldName() : "[" + r.getIndex() + "]")
                    .collect(Collectors.joining("."));
            return clipped(path + " has the wrong type or an unknown value");
        }
        if (error instanceof JsonProcessingException json && json.getLocation() != null) {
            return "error at line " + json.getLocation().getLineNr() + ", column "
                    + json.getLocation().getColumnNr();
        }
        return "it cannot be read";
    }

    private static String clipped(@Nullable String text) {
        return text == null ? "" : text.length() <= 200 ? text : text.substring(0, 200) + "…";
    }
}
