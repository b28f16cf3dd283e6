package io.streamspace.protocol;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.exc.InvalidTypeIdException;
import io.streamspace.protocol.internal.InvalidFieldException;
import java.util.Map;
import java.util.stream.Collectors;

/** Says what is wrong with an input without repeating the input or naming our classes (rule P-2.4). */
final class BindingErrors {
    private BindingErrors() {}

    static String describe(Exception error) {
        String path = error instanceof JsonMappingException mapping ? path(mapping) : "";
        for (Throwable t = error; t != null; t = t.getCause()) {
            if (t instanceof InvalidFieldException) {
                return path.isEmpty() ? String.valueOf(t.getMessage()) : path + ": " + t.getMessage();
            }
            if (t instanceof StreamConstraintsException) {
                return "it is nested too deeply, or has too many parts or a too long name or number";
            }
        }
        if (error instanceof InvalidTypeIdException) {
            return "action is missing or unknown";
        }
        if (!path.isEmpty()) {
            return path + " is missing, of the wrong type or has an unknown value";
        }
        if (error instanceof JsonProcessingException json && json.getLocation() != null) {
            return "error at line " + json.getLocation().getLineNr() + ", column "
                    + json.getLocation().getColumnNr();
        }
        return "it cannot be read";
    }

    /** Keys of maps are input; all other names are the protocol's own. */
    private static String path(JsonMappingException error) {
        return error.getPath().stream()
                .map(step -> step.getFieldName() == null
                        ? "[" + step.getIndex() + "]"
                        : step.getFrom() instanceof Map ? "*" : step.getFieldName())
                .collect(Collectors.joining("."))
                .replace(".[", "[");
    }
}
