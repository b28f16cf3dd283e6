package io.streamspace.agent.internal.command;

import io.streamspace.agent.internal.driver.DriverCall;
import io.streamspace.agent.internal.driver.DriverCalls;
import io.streamspace.agent.internal.driver.Outcome;
import io.streamspace.agent.spi.SessionFacts;
import io.streamspace.agent.spi.SessionRef;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sessions that nobody wants: what a failed or given-up start left, and what the hub said to remove. Each is destroyed, again and again until
 * it succeeds or the session is started anew. On the agent's loop.
 */
final class Cleanup {
    private static final Logger LOG = LoggerFactory.getLogger(Cleanup.class);

    private final Lanes lanes;
    private final Verbs verbs;
    private final DriverCalls calls;
    private final Consumer<String> removed;
    private final Map<String, SessionRef> condemned = new LinkedHashMap<>();

    Cleanup(Lanes lanes, Verbs verbs, DriverCalls calls, Consumer<String> removed) {
        this.lanes = lanes;
        this.verbs = verbs;
        this.calls = calls;
        this.removed = removed;
    }

    /** Destroys the session before anything else is done with it. */
    void afterRunning(SessionRef session) {
        condemned.put(session.sessionId(), session);
        lanes.prepend(new Destroy(session));
    }

    /** Gives up whatever is done with the session and destroys it. */
    void now(SessionRef session) {
        condemned.put(session.sessionId(), session);
        lanes.preempt(new Destroy(session));
    }

    /** The session is gone, or wanted again. */
    void forget(String sessionId) {
        condemned.remove(sessionId);
    }

    /** Whoever takes over decides anew. */
    void forgetAll() {
        condemned.clear();
    }

    /** Tries again where it failed. */
    void retry() {
        for (SessionRef session : List.copyOf(condemned.values())) {
            if (!lanes.busy(session.sessionId())) {
                lanes.append(new Destroy(session));
            }
        }
    }

    private final class Destroy implements LaneTask {
        private final SessionRef session;
        private @Nullable DriverCall<SessionFacts> call;

        Destroy(SessionRef session) {
            this.session = session;
        }

        @Override
        public String sessionId() {
            return session.sessionId();
        }

        @Override
        public boolean yieldsToStop() {
            return false;
        }

        @Override
        public void begin(Runnable ended) {
            if (!session.equals(condemned.get(session.sessionId()))) {
                ended.run();
                return;
            }
            call = calls.start(() -> verbs.destroy(session), outcome -> {
                finished(outcome);
                ended.run();
            });
        }

        @Override
        public void revoke(Revocation why) {
            if (call != null) {
                call.interrupt();
            }
        }

        private void finished(Outcome<SessionFacts> outcome) {
            switch (outcome) {
                case Outcome.Done<SessionFacts> done -> {
                    condemned.remove(session.sessionId(), session);
                    removed.accept(session.sessionId());
                }
                case Outcome.Failed<SessionFacts> failed ->
                    LOG.atWarn()
                            .addKeyValue("sessionId", session.sessionId())
                            .setCause(failed.error())
                            .log("What is left of a session could not be removed; trying again later");
            }
        }
    }
}
