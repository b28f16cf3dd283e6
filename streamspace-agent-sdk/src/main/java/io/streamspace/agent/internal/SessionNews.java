package io.streamspace.agent.internal;

import io.streamspace.agent.internal.command.SessionEvents;
import io.streamspace.agent.internal.session.Observations;
import io.streamspace.agent.internal.session.SessionBook;
import io.streamspace.agent.spi.AgentStreams;
import io.streamspace.agent.spi.SessionFacts;
import io.streamspace.protocol.message.AgentMessage;
import io.streamspace.protocol.message.ObservedState;
import io.streamspace.protocol.message.SessionReport;
import io.streamspace.protocol.message.SessionStatus;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Carries news of sessions between commands, observations, streams and the hub. On the agent's loop. */
final class SessionNews implements SessionEvents, Observations.News {
    private static final int MAX_REASON = 1024;

    private final SessionBook book;
    private final Consumer<AgentMessage> hub;
    private final AgentStreams streams;
    private final Runnable listTaken;
    private final Runnable settled;

    private @Nullable Observations observations;

    SessionNews(
            SessionBook book, Consumer<AgentMessage> hub, AgentStreams streams, Runnable listTaken, Runnable settled) {
        this.book = book;
        this.hub = hub;
        this.streams = streams;
        this.listTaken = listTaken;
        this.settled = settled;
    }

    /** Observations and news know each other; this closes the circle. */
    void observedBy(Observations newObservations) {
        observations = newObservations;
    }

    @Override
    public void idle(String sessionId) {
        if (observations != null) {
            observations.idle(sessionId);
        }
        settled.run();
    }

    @Override
    public void uncertain(String sessionId) {
        if (observations != null) {
            observations.uncertain(sessionId);
        }
    }

    @Override
    public void ended(String sessionId) {
        streams.sessionEnded(sessionId);
    }

    @Override
    public void changed(SessionFacts facts) {
        hub.accept(status(facts, book.generation(facts.sessionId())));
        if (facts.state() != ObservedState.RUNNING) {
            streams.sessionEnded(facts.sessionId());
        }
    }

    @Override
    public void listed() {
        listTaken.run();
    }

    private static SessionStatus status(SessionFacts facts, long generation) {
        String reason = facts.reason();
        return new SessionStatus(
                facts.sessionId(),
                Math.max(generation, facts.generation()),
                new SessionReport(facts.state(), facts.handle(), facts.endpoints(), facts.metadata()),
                reason == null || reason.length() <= MAX_REASON ? reason : reason.substring(0, MAX_REASON));
    }
}
