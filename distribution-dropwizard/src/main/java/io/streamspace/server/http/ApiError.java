package io.streamspace.server.http;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.ObjectMapper;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * The body of every answer that is not a success.
 *
 * @param code stable, for programs
 * @param message what happened and what to do, for people
 * @param field the field of the request that is wrong, when it is one
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record ApiError(
        String code, String message, @Nullable String field) {
    private static final ObjectMapper JSON = new ObjectMapper();

    public ApiError(String code, String message) {
        this(code, message, null);
    }

    public Response asResponse(int status) {
        return Response.status(status)
                .type(MediaType.APPLICATION_JSON_TYPE)
                .entity(this)
                .build();
    }

    /** For filters and servlets that answer before Jersey does. */
    public void write(HttpServletResponse response, int status) throws IOException {
        byte[] body = asJson();
        response.setStatus(status);
        response.setContentType(MediaType.APPLICATION_JSON);
        response.setContentLength(body.length);
        response.getOutputStream().write(body);
    }

    byte[] asJson() throws IOException {
        return JSON.writeValueAsString(this).getBytes(StandardCharsets.UTF_8);
    }
}
