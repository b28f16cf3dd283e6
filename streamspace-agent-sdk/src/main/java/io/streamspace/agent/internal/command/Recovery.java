package io.streamspace.agent.internal.command;

import io.streamspace.agent.internal.driver.DriverCall;
import io.streamspace.agent.internal.driver.DriverCalls;
import io.streamspace.agent.internal.driver.Outcome;
import io.streamspace.agent.spi.SessionDriver;
import io.streamspace.agent.spi.SessionFacts;
import io.streamspace.agent.spi.SessionRef;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Takes over a session that an earlier process started (D-302), before anything else is done with it. On the agent's loop. */
final class Recovery implements LaneTask {
    private static final Logger LOG = LoggerFactory.getLogger(Recovery.class);

    private final SessionRef session;
    private final SessionDriver driver;
    private final DriverCalls calls;
    private final Consumer<String> uncertain;
    private @Nullable DriverCall<SessionFacts> call;

    Recovery(SessionRef session, SessionDriver driver, DriverCalls calls, Consumer<String> uncertain) {
        this.session = session;
        this.driver = driver;
        this.calls = calls;
        this.uncertain = uncertain;
    }

    @Override
    public String sessionId() {
        return session.sessionId();
    }

    @Override
    public boolean yieldsToStop() {
        return true;
    }

    @Override
    public void begin(Runnable ended) {
        call = calls.start(() -> driver.recover(session), outcome -> {
            if (outcome instanceof Outcome.Failed<SessionFacts> failed) {
                LOG.atWarn()
                        .addKeyValue("sessionId", session.sessionId())
                        .setCause(failed.error())
                        .log("A session of an earlier process could not be taken over");
            }
            // Either way the platform is asked how it looks now, and the hub told where it differs.
            uncertain.accept(session.sessionId());
            ended.run();
        });
    }

    @Override
    public void revoke(Revocation why) {
        if (call != null) {
            call.interrupt();
        }
    }
}
