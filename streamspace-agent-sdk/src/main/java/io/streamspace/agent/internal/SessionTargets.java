package io.streamspace.agent.internal;

import io.streamspace.agent.internal.driver.DriverCalls;
import io.streamspace.agent.internal.driver.Outcome;
import io.streamspace.agent.internal.session.SessionBook;
import io.streamspace.agent.spi.AgentLoop;
import io.streamspace.agent.spi.DriverException;
import io.streamspace.agent.spi.EndpointConnection;
import io.streamspace.agent.spi.SessionDriver;
import io.streamspace.agent.spi.SessionRef;
import io.streamspace.protocol.CloseCode;
import io.streamspace.vnc.StreamRefusedException;
import io.streamspace.vnc.StreamTarget;
import io.streamspace.vnc.StreamTargets;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Leads a stream to its session's endpoint by asking the driver, on a worker. May be called from any thread. */
final class SessionTargets implements StreamTargets {
    private static final Logger LOG = LoggerFactory.getLogger(SessionTargets.class);
    private static final Duration DIAL_LIMIT = Duration.ofSeconds(10);

    private final AgentLoop loop;
    private final SessionBook book;
    private final SessionDriver driver;
    private final DriverCalls calls;

    SessionTargets(AgentLoop loop, SessionBook book, SessionDriver driver, DriverCalls calls) {
        this.loop = loop;
        this.book = book;
        this.driver = driver;
        this.calls = calls;
    }

    @Override
    public CompletionStage<StreamTarget> resolve(String sessionId, String endpoint) {
        var target = new CompletableFuture<StreamTarget>();
        loop.execute(() -> book.ref(sessionId)
                .ifPresentOrElse(
                        session -> dial(session, endpoint, target),
                        () -> target.completeExceptionally(new StreamRefusedException(
                                CloseCode.SESSION_NOT_RUNNING, CloseCode.SESSION_NOT_RUNNING.sentence()))));
        return target;
    }

    private void dial(SessionRef session, String endpoint, CompletableFuture<StreamTarget> target) {
        calls.start(DIAL_LIMIT, () -> driver.dial(session, endpoint), outcome -> {
            switch (outcome) {
                case Outcome.Done<EndpointConnection> done -> target.complete(target(done.value()));
                case Outcome.Failed<EndpointConnection> failed ->
                    target.completeExceptionally(refusal(session, failed.error()));
            }
        });
    }

    private static StreamTarget target(EndpointConnection connection) {
        return switch (connection) {
            case EndpointConnection.Address address -> new StreamTarget.Address(address.address());
            case EndpointConnection.Channel channel -> new StreamTarget.Channel(channel.channel());
        };
    }

    private static StreamRefusedException refusal(SessionRef session, DriverException e) {
        LOG.atInfo()
                .addKeyValue("sessionId", session.sessionId())
                .setCause(e)
                .log("The driver cannot reach the session's endpoint");
        CloseCode code = e.kind() == DriverException.Kind.NOT_FOUND
                ? CloseCode.SESSION_NOT_RUNNING
                : CloseCode.DESKTOP_UNREACHABLE;
        return new StreamRefusedException(code, code.sentence());
    }
}
