package io.streamspace.server.connector;

import io.streamspace.server.http.ApiError;
import io.streamspace.vnc.ws.UpgradeDecision;
import io.streamspace.vnc.ws.UpgradeRequest;
import io.streamspace.vnc.ws.UpgradeRouter;
import io.streamspace.vnc.ws.WebSocketHandshake;
import jakarta.servlet.AsyncContext;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpFilter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import org.eclipse.jetty.ee10.servlet.ServletContextRequest;
import org.eclipse.jetty.server.HttpStream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Answers opening handshakes inside Jetty, so that limits and the access log apply, and hands the channel over
 * afterwards. What is no handshake, or is for a path that the router does not know, goes on down the chain.
 */
public final class WebSocketUpgradeFilter extends HttpFilter {
    private static final long serialVersionUID = 1L;
    private static final Logger LOG = LoggerFactory.getLogger(WebSocketUpgradeFilter.class);
    private static final int UPGRADE_REQUIRED = 426;
    private static final long DECISION_TIMEOUT_SECONDS = 10;

    private final transient UpgradeRouter router;

    public WebSocketUpgradeFilter(UpgradeRouter router) {
        this.router = router;
    }

    @Override
    protected void doFilter(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        if (!WebSocketHandshake.isAskedFor(header(request, "Upgrade"))) {
            chain.doFilter(request, response);
            return;
        }
        Optional<UpgradeDecision.Refuse> fault = fault(request);
        if (fault.isPresent()) {
            refuse(response, fault.get());
            return;
        }
        UpgradeRequest handshake = describe(request);
        Optional<CompletionStage<UpgradeDecision>> decision = router.route(handshake);
        if (decision.isPresent()) {
            answerWhenDecided(request, handshake, decision.get());
        } else {
            chain.doFilter(request, response);
        }
    }

    private static Optional<UpgradeDecision.Refuse> fault(HttpServletRequest request) {
        boolean hasBody = request.getContentLengthLong() > 0 || request.getHeader("Transfer-Encoding") != null;
        if (hasBody || !"HTTP/1.1".equals(request.getProtocol())) {
            return Optional.of(new UpgradeDecision.Refuse(
                    400, "bad_handshake", "The handshake of a WebSocket is HTTP/1.1 and has no body."));
        }
        return WebSocketHandshake.fault(request.getMethod(), name -> header(request, name));
    }

    private static UpgradeRequest describe(HttpServletRequest request) {
        return new UpgradeRequest(
                request.getRequestURI(),
                query(request),
                headers(request),
                WebSocketHandshake.subprotocols(header(request, "Sec-WebSocket-Protocol")),
                request.getRemoteAddr());
    }

    /** No thread waits for the decision; a router that never decides is answered for after {@value #DECISION_TIMEOUT_SECONDS} s. */
    private static void answerWhenDecided(
            HttpServletRequest request, UpgradeRequest handshake, CompletionStage<UpgradeDecision> decision) {
        AsyncContext async = request.startAsync();
        async.setTimeout(0);
        decision.toCompletableFuture()
                .copy()
                .orTimeout(DECISION_TIMEOUT_SECONDS, TimeUnit.SECONDS)
                .whenComplete((decided, failure) -> async.start(() -> {
                    try {
                        answer(handshake, request, (HttpServletResponse) async.getResponse(), decided, failure);
                    } catch (IOException clientGone) {
                        LOG.atDebug().setCause(clientGone).log("A WebSocket handshake could not be answered");
                    } finally {
                        async.complete();
                    }
                }));
    }

    private static void answer(
            UpgradeRequest handshake,
            HttpServletRequest request,
            HttpServletResponse response,
            @Nullable UpgradeDecision decision,
            @Nullable Throwable failure)
            throws IOException {
        switch (decision) {
            case UpgradeDecision.Accept accepted -> accept(handshake, request, response, accepted);
            case UpgradeDecision.Refuse refused -> refuse(response, refused);
            case null -> {
                LOG.atWarn().setCause(failure).log("A WebSocket handshake could not be decided");
                new ApiError("unavailable", "The server cannot open this connection now. Try again in a moment.")
                        .write(response, HttpServletResponse.SC_SERVICE_UNAVAILABLE);
            }
        }
    }

    private static void refuse(HttpServletResponse response, UpgradeDecision.Refuse refused) throws IOException {
        if (refused.status() == UPGRADE_REQUIRED) {
            response.setHeader("Upgrade", "websocket");
            response.setHeader("Sec-WebSocket-Version", "13");
        }
        new ApiError(refused.code(), refused.message()).write(response, refused.status());
    }

    private static void accept(
            UpgradeRequest handshake,
            HttpServletRequest request,
            HttpServletResponse response,
            UpgradeDecision.Accept accepted)
            throws IOException {
        ServletContextRequest core = ServletContextRequest.getServletContextRequest(request);
        if (!(core.getConnectionMetaData().getConnection().getEndPoint() instanceof NettyEndPoint endPoint)) {
            throw new IllegalStateException("WebSocket upgrades need a connector of type netty");
        }
        core.setAttribute(
                HttpStream.UPGRADE_CONNECTION_ATTRIBUTE, new HandoffConnection(endPoint, accepted.pipeline()));
        response.setStatus(HttpServletResponse.SC_SWITCHING_PROTOCOLS);
        response.setHeader("Upgrade", "websocket");
        response.setHeader("Connection", "Upgrade");
        response.setHeader(
                "Sec-WebSocket-Accept", WebSocketHandshake.acceptKey(request.getHeader("Sec-WebSocket-Key")));
        WebSocketHandshake.confirmed(handshake, accepted)
                .ifPresent(subprotocol -> response.setHeader("Sec-WebSocket-Protocol", subprotocol));
        if (accepted.extension() != null) {
            response.setHeader("Sec-WebSocket-Extensions", accepted.extension());
        }
        response.flushBuffer();
    }

    private static @Nullable String header(HttpServletRequest request, String name) {
        List<String> lines = Collections.list(request.getHeaders(name));
        return lines.isEmpty() ? null : String.join(",", lines);
    }

    private static Map<String, List<String>> headers(HttpServletRequest request) {
        Map<String, List<String>> headers = new HashMap<>();
        for (String name : Collections.list(request.getHeaderNames())) {
            headers.put(name.toLowerCase(Locale.ROOT), Collections.list(request.getHeaders(name)));
        }
        return headers;
    }

    private static Map<String, List<String>> query(HttpServletRequest request) {
        Map<String, List<String>> query = new HashMap<>();
        request.getParameterMap().forEach((name, values) -> query.put(name, List.of(values)));
        return query;
    }
}
