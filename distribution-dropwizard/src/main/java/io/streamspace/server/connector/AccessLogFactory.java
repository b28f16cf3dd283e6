package io.streamspace.server.connector;

import com.fasterxml.jackson.annotation.JsonTypeName;
import io.dropwizard.request.logging.RequestLogFactory;
import org.eclipse.jetty.server.CustomRequestLog;
import org.eclipse.jetty.server.RequestLog;
import org.eclipse.jetty.server.Slf4jRequestLogWriter;

/**
 * One line for each request, by the logger {@code http.request} at INFO. It has neither query string nor referrer, since
 * both can carry a ticket or a token.
 */
@JsonTypeName("streamspace")
final class AccessLogFactory implements RequestLogFactory<RequestLog> {
    static final String LOGGER = "http.request";

    /** Client, method, path, protocol, status, bytes, milliseconds, user agent. */
    private static final String FORMAT = "%{client}a \"%m %U %H\" %s %O %{ms}T \"%{User-Agent}i\"";

    @Override
    public boolean isEnabled() {
        return true;
    }

    @Override
    public RequestLog build(String name) {
        Slf4jRequestLogWriter writer = new Slf4jRequestLogWriter();
        writer.setLoggerName(LOGGER);
        return new CustomRequestLog(writer, FORMAT);
    }
}
