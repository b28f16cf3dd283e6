package io.streamspace.server.rest;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import io.streamspace.hub.HubException;
import io.streamspace.server.http.ApiError;
import io.streamspace.server.http.ApiException;
import io.streamspace.server.http.StatusErrors;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.ext.ExceptionMapper;
import java.io.EOFException;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import org.eclipse.jetty.http.HttpException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Every failure becomes the documented JSON error; what was not expected is logged and tells the client nothing. */
public final class ErrorMappers {
    private static final Logger LOG = LoggerFactory.getLogger(ErrorMappers.class);
    private static final int SERVER_ERROR = 500;

    private ErrorMappers() {}

    /** One provider for each kind. */
    public static List<ExceptionMapper<?>> all() {
        return List.of(new OfApi(), new OfHub(), new OfJson(), new OfJaxRs(), new OfAnythingElse());
    }

    private static final class OfApi implements ExceptionMapper<ApiException> {
        @Override
        public Response toResponse(ApiException failure) {
            Response response = failure.response();
            return failure.status() == Response.Status.UNAUTHORIZED.getStatusCode()
                    ? Response.fromResponse(response)
                            .header(HttpHeaders.WWW_AUTHENTICATE, "Bearer")
                            .build()
                    : response;
        }
    }

    private static final class OfHub implements ExceptionMapper<HubException> {
        @Override
        public Response toResponse(HubException failure) {
            return new ApiError(
                            failure.code().wireName(),
                            Objects.toString(failure.getMessage(), ""),
                            failure.field().orElse(null))
                    .asResponse(status(failure.code()));
        }

        private static int status(HubException.Code code) {
            return switch (code) {
                case SESSION_NOT_FOUND, AGENT_NOT_FOUND, VIEWER_NOT_FOUND, SHARE_NOT_FOUND -> 404;
                case TEMPLATE_NOT_FOUND, INVALID_REQUEST -> 422;
                case INVALID_STATE, AGENT_BUSY, QUOTA_EXCEEDED -> 409;
                case ENROLMENT_REFUSED -> 401;
                case UNAVAILABLE -> 503;
            };
        }
    }

    private static final class OfJson implements ExceptionMapper<JsonProcessingException> {
        @Override
        public Response toResponse(JsonProcessingException failure) {
            if (failure instanceof JsonMappingException mapping
                    && !mapping.getPath().isEmpty()) {
                String field = path(mapping);
                return ApiException.invalid(field, field + " has the wrong type. See the OpenAPI document.")
                        .response();
            }
            return new ApiError("bad_json", "The body is not the JSON that is expected here. See the OpenAPI document.")
                    .asResponse(400);
        }

        private static String path(JsonMappingException mapping) {
            return mapping.getPath().stream()
                    .map(part -> part.getFieldName() == null
                            ? Integer.toString(part.getIndex())
                            : snake(part.getFieldName()))
                    .collect(Collectors.joining("."));
        }

        private static String snake(String name) {
            return PropertyNamingStrategies.SnakeCaseStrategy.INSTANCE.translate(name);
        }
    }

    private static final class OfJaxRs implements ExceptionMapper<WebApplicationException> {
        @Override
        public Response toResponse(WebApplicationException failure) {
            int status = failure.getResponse().getStatus();
            Response.ResponseBuilder response =
                    Response.fromResponse(StatusErrors.of(status).asResponse(status));
            String allow = failure.getResponse().getHeaderString(HttpHeaders.ALLOW);
            return allow == null
                    ? response.build()
                    : response.header(HttpHeaders.ALLOW, allow).build();
        }
    }

    private static final class OfAnythingElse implements ExceptionMapper<Throwable> {
        @Override
        public Response toResponse(Throwable failure) {
            int status = status(failure);
            if (status == SERVER_ERROR) {
                LOG.atError().setCause(failure).log("A request failed");
            }
            return StatusErrors.of(status).asResponse(status);
        }

        /** What the client did wrong while sending can surface anywhere in the chain of causes. */
        private static int status(Throwable failure) {
            for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
                if (cause instanceof HttpException http) {
                    return http.getCode();
                }
                if (cause instanceof EOFException) {
                    return 400;
                }
            }
            return SERVER_ERROR;
        }
    }
}
