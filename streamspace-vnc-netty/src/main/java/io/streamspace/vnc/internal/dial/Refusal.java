package io.streamspace.vnc.internal.dial;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.netty.handler.codec.http.FullHttpResponse;
import io.streamspace.vnc.ws.WebSocketDialException;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** Reads the body of an HTTP error: our own JSON where it is that, else only the status counts. */
final class Refusal {
    private static final int MAX_TEXT = 1024;
    private static final ObjectMapper MAPPER = new ObjectMapper();

    private Refusal() {}

    static WebSocketDialException of(FullHttpResponse response) {
        int status = response.status().code();
        JsonNode body = body(response.content().toString(StandardCharsets.UTF_8));
        String message = text(body, "message");
        return new WebSocketDialException(
                status,
                text(body, "code"),
                message != null ? message : "The server refused the connection with HTTP status " + status + ".");
    }

    private static @Nullable JsonNode body(String text) {
        try {
            return MAPPER.readTree(text);
        } catch (JsonProcessingException notJson) {
            return null;
        }
    }

    private static @Nullable String text(@Nullable JsonNode body, String field) {
        JsonNode value = body == null ? null : body.get(field);
        if (value == null || !value.isTextual()) {
            return null;
        }
        String text = value.textValue();
        return text.length() > MAX_TEXT ? text.substring(0, MAX_TEXT) : text;
    }
}
