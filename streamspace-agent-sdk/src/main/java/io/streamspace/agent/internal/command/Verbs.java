package io.streamspace.agent.internal.command;

import io.streamspace.agent.spi.DriverException;
import io.streamspace.agent.spi.DriverException.Kind;
import io.streamspace.agent.spi.Hibernation;
import io.streamspace.agent.spi.Progress;
import io.streamspace.agent.spi.SessionDriver;
import io.streamspace.agent.spi.SessionFacts;
import io.streamspace.agent.spi.SessionRef;
import io.streamspace.protocol.message.CommandPayload;
import io.streamspace.protocol.message.ObservedState;
import io.streamspace.protocol.message.SessionSpec;
import java.util.function.BooleanSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What each command means to a driver. Blocking, on a worker. Nothing is begun that changes the platform unless this process can prove that it
 * leads: one that was suspended goes on with what it had in mind before anybody tells it that another process does so by now.
 */
record Verbs(SessionDriver driver, BooleanSupplier leads) {
    private static final Logger LOG = LoggerFactory.getLogger(Verbs.class);

    /** Does what a command on a session asks for; returns how the session looks afterwards. */
    SessionFacts run(SessionRef session, CommandPayload payload, Progress progress)
            throws DriverException, InterruptedException {
        return switch (payload) {
            case CommandPayload.StartSession start -> start(session, start.spec(), progress);
            case CommandPayload.StopSession stop -> end(session);
            case CommandPayload.HibernateSession hibernate ->
                leading(hibernation()).hibernate(session);
            case CommandPayload.WakeSession wake -> leading(hibernation()).wake(session, wake.spec(), progress);
            case CommandPayload.GetSession get -> driver.inspect(session);
            case CommandPayload.ListSessions list ->
                throw new DriverException(Kind.INTERNAL, "A list is not about one session.");
        };
    }

    // Programs may save what their user left before all is taken away; whoever cannot end in order is removed all the
    // same:
    // docs/decisions/0023-stop-before-destroy.md.
    private SessionFacts end(SessionRef session) throws DriverException, InterruptedException {
        try {
            if (driver.inspect(session).state() == ObservedState.RUNNING) {
                leading(driver).stop(session);
            }
        } catch (DriverException | RuntimeException e) {
            if (e instanceof DriverException d && d.kind() == Kind.INTERRUPTED) {
                throw d;
            }
            LOG.atWarn()
                    .addKeyValue("sessionId", session.sessionId())
                    .setCause(e)
                    .log("The session could not end in order; removing it");
        }
        return destroy(session);
    }

    SessionFacts destroy(SessionRef session) throws DriverException, InterruptedException {
        leading(driver).destroy(session);
        return SessionFacts.absent(session);
    }

    // What an older generation left is removed first, so that a driver only ever meets its own generation or nothing.
    private SessionFacts start(SessionRef session, SessionSpec spec, Progress progress)
            throws DriverException, InterruptedException {
        SessionFacts before = driver.inspect(session);
        if (before.generation() < session.generation()) {
            progress.report("removing_old", "Removing what an earlier run of this session left", -1);
            leading(driver).destroy(before.ref());
        }
        return leading(driver).start(session, spec, progress);
    }

    private <T> T leading(T able) throws DriverException {
        if (!leads.getAsBoolean()) {
            throw new DriverException(
                    Kind.INTERRUPTED,
                    "Another process of this agent leads now, and goes on with this.",
                    true,
                    null,
                    null);
        }
        return able;
    }

    private Hibernation hibernation() throws DriverException {
        if (driver instanceof Hibernation able) {
            return able;
        }
        throw new DriverException(
                Kind.UNSUPPORTED, "Sessions on this platform cannot be hibernated. End the session instead.");
    }
}
