package io.streamspace.server.connector;

import io.streamspace.server.http.ApiError;
import io.streamspace.vnc.ws.UpgradeDecision;
import io.streamspace.vnc.ws.UpgradeRequest;
import io.streamspace.vnc.ws.UpgradeRouter;
import jakarta.servlet.AsyncContext;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpFilter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
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
    private static final long DECISION_TIMEOUT_SECONDS = 10;

    private final transient UpgradeRouter router;

    public WebSocketUpgradeFilter(UpgradeRouter router) {
        this.router = router;
    }

    @Override
    protected void doFilter(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        if (!WebSocketHandshake.isAttempted(request)) {
            chain.doFilter(request, response);
            return;
        }
        Optional<UpgradeDecision.Refuse> fault = WebSocketHandshake.fault(request);
        if (fault.isPresent()) {
            refuse(response, fault.get());
            return;
        }
        Optional<CompletionStage<UpgradeDecision>> decision = router.route(describe(request));
        if (decision.isPresent()) {
            answerWhenDecided(request, decision.get());
        } else {
            chain.doFilter(request, response);
        }
    }

    private static UpgradeRequest describe(HttpServletRequest request) {
        return new UpgradeRequest(
                request.getRequestURI(),
                WebSocketHandshake.query(request),
                WebSocketHandshake.headers(request),
                WebSocketHandshake.offeredSubprotocols(request),
                request.getRemoteAddr());
    }

    /** No thread waits for the decision; a router that never decides is answered for after {@value #DECISION_TIMEOUT_SECONDS} s. */
    private static void answerWhenDecided(HttpServletRequest request, CompletionStage<UpgradeDecision> decision) {
        AsyncContext async = request.startAsync();
        async.setTimeout(0);
        decision.toCompletableFuture()
                .copy()
                .orTimeout(DECISION_TIMEOUT_SECONDS, TimeUnit.SECONDS)
                .whenComplete((decided, failure) -> async.start(() -> {
                    try {
                        answer(request, (HttpServletResponse) async.getResponse(), decided, failure);
                    } catch (IOException clientGone) {
                        LOG.atDebug().setCause(clientGone).log("A WebSocket handshake could not be answered");
                    } finally {
                        async.complete();
                    }
                }));
    }

    private static void answer(
            HttpServletRequest request,
            HttpServletResponse response,
            @Nullable UpgradeDecision decision,
            @Nullable Throwable failure)
            throws IOException {
        switch (decision) {
            case UpgradeDecision.Accept accepted -> accept(request, response, accepted);
            case UpgradeDecision.Refuse refused -> refuse(response, refused);
            case null -> {
                LOG.atWarn().setCause(failure).log("A WebSocket handshake could not be decided");
                new ApiError("unavailable", "The server cannot open this connection now. Try again in a moment.")
                        .write(response, HttpServletResponse.SC_SERVICE_UNAVAILABLE);
            }
        }
    }

    private static void refuse(HttpServletResponse response, UpgradeDecision.Refuse refused) throws IOException {
        if (refused.status() == WebSocketHandshake.UPGRADE_REQUIRED) {
            response.setHeader("Upgrade", "websocket");
            response.setHeader("Sec-WebSocket-Version", "13");
        }
        new ApiError(refused.code(), refused.message()).write(response, refused.status());
    }

    private static void accept(
            HttpServletRequest request, HttpServletResponse response, UpgradeDecision.Accept accepted)
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
        response.setHeader("Sec-WebSocket-Accept", WebSocketHandshake.accept(request.getHeader("Sec-WebSocket-Key")));
        if (accepted.subprotocol() != null) {
            response.setHeader("Sec-WebSocket-Protocol", accepted.subprotocol());
        }
        response.flushBuffer();
    }
}
