package io.streamspace.server.http;

/** Code and sentence for a status that nobody explained better. */
public final class StatusErrors {
    private StatusErrors() {}

    public static ApiError of(int status) {
        return switch (status) {
            case 400 -> new ApiError("bad_request", "The request cannot be read. Check its path, headers and body.");
            case 401 -> new ApiError("unauthorized", "Log in first and send the token as Authorization: Bearer.");
            case 403 -> new ApiError("forbidden", "Your account may not do this.");
            case 404 -> new ApiError("not_found", "There is nothing at this address. Check the path.");
            case 405 ->
                new ApiError("method_not_allowed", "This address does not know the method. See the OpenAPI document.");
            case 406 -> new ApiError("not_acceptable", "The answer cannot be given in the format that was asked for.");
            case 408 -> new ApiError("request_timeout", "The request did not arrive in time. Send it again.");
            case 413 -> new ApiError("too_large", "The request is too large.");
            case 414 -> new ApiError("uri_too_long", "The address is too long.");
            case 415 -> new ApiError("unsupported_media_type", "Send the body as application/json.");
            case 429 -> new ApiError("too_many_requests", "Too many requests. Wait a moment.");
            case 431 -> new ApiError("headers_too_large", "The headers of the request are too large.");
            case 503 -> new ApiError("unavailable", "The server is not ready. Try again in a moment.");
            default ->
                status < 500
                        ? new ApiError("refused", "The request was refused.")
                        : new ApiError("internal_error", "Something went wrong in the server; its log says what.");
        };
    }
}
