package io.streamspace.server.http;

import java.io.IOException;
import java.nio.ByteBuffer;
import org.eclipse.jetty.http.HttpException;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.handler.ErrorHandler;
import org.eclipse.jetty.util.Callback;

/** Errors that Jetty finds itself, before any resource or beside them: the documented JSON, never a page or a stack. */
public final class JsonErrorHandler extends ErrorHandler {
    @Override
    public boolean handle(Request request, Response response, Callback callback) throws IOException {
        if (request.getAttribute(ERROR_EXCEPTION) instanceof HttpException known) {
            response.setStatus(known.getCode());
        }
        if (HttpStatus.hasNoBody(response.getStatus())) {
            callback.succeeded();
            return true;
        }
        response.getHeaders().put(HttpHeader.CONTENT_TYPE, "application/json");
        response.getHeaders().put(HttpHeader.CACHE_CONTROL, "no-store");
        response.write(
                true, ByteBuffer.wrap(StatusErrors.of(response.getStatus()).asJson()), callback);
        return true;
    }
}
