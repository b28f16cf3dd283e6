package io.streamspace.server.rest;

import io.streamspace.server.config.Durations;
import io.streamspace.server.http.ApiException;
import io.streamspace.vnc.ViewerMode;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Checks of request bodies; each failure names the field. */
final class Fields {
    private static final int MAX_TEXT_LENGTH = 4096;

    private Fields() {}

    /** The body itself: Jersey gives null for an empty one. */
    static <T> T body(@Nullable T body) {
        if (body == null) {
            throw new ApiException(400, "bad_request", "The request needs a JSON body. See the OpenAPI document.");
        }
        return body;
    }

    static String required(String field, @Nullable String value) {
        if (value == null || value.isBlank()) {
            throw ApiException.invalid(field, field + " is missing.");
        }
        if (value.length() > MAX_TEXT_LENGTH) {
            throw ApiException.invalid(field, field + " is longer than " + MAX_TEXT_LENGTH + " characters.");
        }
        return value;
    }

    /** Null where the field is absent. */
    static @Nullable Duration duration(String field, @Nullable String value) {
        return value == null
                ? null
                : Durations.parse(value)
                        .orElseThrow(() -> ApiException.invalid(
                                field, field + " must be a duration such as 30s, 5m, 1h or PT30M."));
    }

    static ViewerMode mode(String name) {
        return ViewerWords.mode(name).orElseThrow(() -> ApiException.invalid("mode", "mode is control or view."));
    }

    /** The list without a null in it. */
    static List<String> texts(String field, List<String> values) {
        if (values.stream().anyMatch(Objects::isNull)) {
            throw ApiException.invalid(field, field + " must not contain null.");
        }
        return values;
    }

    static Map<String, String> texts(String field, Map<String, String> values) {
        if (values.values().stream().anyMatch(Objects::isNull)) {
            throw ApiException.invalid(field, field + " must not contain null.");
        }
        return values;
    }
}
