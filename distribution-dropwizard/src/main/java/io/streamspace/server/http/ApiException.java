package io.streamspace.server.http;

import jakarta.ws.rs.core.Response;
import org.jspecify.annotations.Nullable;

/** A request that is answered with an error; the message is for the person who sent it. */
public final class ApiException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final int status;
    private final String code;
    private final @Nullable String field;

    public ApiException(int status, String code, String message) {
        this(status, code, message, null);
    }

    private ApiException(int status, String code, String message, @Nullable String field) {
        super(message);
        this.status = status;
        this.code = code;
        this.field = field;
    }

    /** 422: a field of the request is missing or wrong. */
    public static ApiException invalid(String field, String message) {
        return new ApiException(422, "invalid_request", message, field);
    }

    public static ApiException unauthorized(String code, String message) {
        return new ApiException(401, code, message);
    }

    public static ApiException forbidden(String message) {
        return new ApiException(403, "forbidden", message);
    }

    public static ApiException notFound(String code, String message) {
        return new ApiException(404, code, message);
    }

    public static ApiException conflict(String code, String message) {
        return new ApiException(409, code, message);
    }

    public static ApiException unavailable(String message) {
        return new ApiException(503, "unavailable", message);
    }

    public int status() {
        return status;
    }

    public Response response() {
        return error().asResponse(status);
    }

    public ApiError error() {
        return new ApiError(code, String.valueOf(getMessage()), field);
    }
}
