package io.streamspace.examples.process;

import io.streamspace.agent.spi.DriverException;
import io.streamspace.agent.spi.DriverException.Kind;
import io.streamspace.agent.spi.EndpointConnection;
import io.streamspace.agent.spi.Hibernation;
import io.streamspace.agent.spi.Progress;
import io.streamspace.agent.spi.SessionDriver;
import io.streamspace.agent.spi.SessionFacts;
import io.streamspace.agent.spi.SessionListener;
import io.streamspace.agent.spi.SessionRef;
import io.streamspace.protocol.message.SessionSpec;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The verbs. Each reads the truth from the session's folder and from the processes with its mark; nothing is
 * remembered here but locks. Verbs that change a session hold its lock, those that look do not.
 */
final class ProcessDriver implements SessionDriver, Hibernation {
    private static final Logger LOG = LoggerFactory.getLogger(ProcessDriver.class);

    private final Folders folders;
    private final Places places;
    private final SessionProcesses processes;
    private final Observation observation;
    private final DesktopStart desktopStart;
    private final SessionLocks locks = new SessionLocks();

    ProcessDriver(
            Folders folders,
            Places places,
            SessionProcesses processes,
            Observation observation,
            DesktopStart desktopStart) {
        this.folders = folders;
        this.places = places;
        this.processes = processes;
        this.observation = observation;
        this.desktopStart = desktopStart;
    }

    @Override
    public SessionFacts start(SessionRef session, SessionSpec spec, Progress progress)
            throws DriverException, InterruptedException {
        try (var held = locks.hold(session.sessionId())) {
            return startHeld(session, spec, progress);
        } catch (IOException e) {
            throw broken("start", e);
        }
    }

    private SessionFacts startHeld(SessionRef session, SessionSpec spec, Progress progress)
            throws DriverException, InterruptedException, IOException {
        SessionFolder folder = folders.session(session.sessionId());
        Optional<SessionState> before = folder.state();
        if (before.isPresent() && before.get().generation() > session.generation()) {
            throw new DriverException(
                    Kind.INTERNAL, "This session was started anew meanwhile, and the newer start holds.");
        }
        if (before.isPresent() && isStarted(folder, before.get(), session.generation())) {
            processes.thaw(folder);
            desktopStart.awaitBanner(folder, before.get());
            return observation.facts(folder, before.get());
        }
        DesktopPlan plan =
                desktopStart.plan(spec, spec.persistentHome() ? folders.persistentHome(spec.user()) : folder.home());
        SessionState state;
        try {
            state = places.take(
                    folder, SessionState.starting(before, session.sessionId(), session.generation(), spec.resources()));
        } catch (OvertakenException e) {
            return startHeld(session, spec, progress);
        }
        return run(folder, before, state, plan, progress);
    }

    private SessionFacts run(
            SessionFolder folder,
            Optional<SessionState> before,
            SessionState state,
            DesktopPlan plan,
            Progress progress)
            throws DriverException, InterruptedException, IOException {
        boolean done = false;
        try {
            processes.end(folder, before.map(SessionState::revision).orElse(Revision.last(state.generation() - 1)));
            SessionState started = desktopStart.run(folder, state, plan, progress);
            done = true;
            return observation.facts(folder, started);
        } finally {
            if (!done) {
                abandon(folder, state);
            }
        }
    }

    /**
     * Half a desktop that nobody finishes would only be in the way (D-102); its files stay until destroyed. What another start has made meanwhile is
     * not this one's to end (D-203): it has a later attempt in its mark.
     */
    private void abandon(SessionFolder folder, SessionState state) throws IOException, InterruptedException {
        try {
            folder.save(folder.newest(state).stopped());
        } catch (OvertakenException e) {
            LOG.atInfo()
                    .addKeyValue("sessionId", state.sessionId())
                    .addKeyValue("reason", e.getMessage())
                    .log("another start of the session has overtaken this one");
        } finally {
            processes.end(folder, state.attempt());
        }
    }

    private boolean isStarted(SessionFolder folder, SessionState state, long generation) {
        return state.wanted()
                && state.ready()
                && state.generation() == generation
                && processes.isOf(folder, state.pid());
    }

    @Override
    public void stop(SessionRef session) throws DriverException, InterruptedException {
        try (var held = locks.hold(session.sessionId())) {
            stopHeld(folders.session(session.sessionId()), session);
        } catch (IOException e) {
            throw broken("stop", e);
        }
    }

    /**
     * The intention is written first, so that the watch does not take the end for an accident, and a start that is at work elsewhere finds itself
     * overtaken. False where a later generation is there, which this is not about (D-204).
     */
    private boolean stopHeld(SessionFolder folder, SessionRef session) throws IOException, InterruptedException {
        Optional<SessionState> state = folder.state();
        if (state.isPresent() && state.get().generation() > session.generation()) {
            return false;
        }
        Revision last = Revision.last(session.generation());
        if (state.isPresent()) {
            last = folder.save(state.get().stopped()).revision();
        }
        processes.end(folder, last);
        return true;
    }

    @Override
    public void destroy(SessionRef session) throws DriverException, InterruptedException {
        try (var held = locks.hold(session.sessionId())) {
            SessionFolder folder = folders.session(session.sessionId());
            if (stopHeld(folder, session)) {
                folder.delete();
            }
        } catch (IOException e) {
            throw broken("remove", e);
        }
    }

    @Override
    public SessionFacts hibernate(SessionRef session) throws DriverException, InterruptedException {
        try (var held = locks.hold(session.sessionId())) {
            SessionFolder folder = folders.session(session.sessionId());
            SessionState state = running(folder);
            processes.freeze(folder);
            return observation.facts(folder, state);
        } catch (IOException e) {
            throw broken("hibernate", e);
        }
    }

    /** A desktop that is gone, as after a reboot, is started anew on its home (D-602). */
    @Override
    public SessionFacts wake(SessionRef session, SessionSpec spec, Progress progress)
            throws DriverException, InterruptedException {
        try (var held = locks.hold(session.sessionId())) {
            SessionFolder folder = folders.session(session.sessionId());
            Optional<SessionState> state = folder.state();
            if (state.isEmpty() || !isStarted(folder, state.get(), state.get().generation())) {
                return startHeld(session, spec, progress);
            }
            processes.thaw(folder);
            desktopStart.awaitBanner(folder, state.get());
            return observation.facts(folder, state.get());
        } catch (IOException e) {
            throw broken("wake", e);
        }
    }

    @Override
    public SessionFacts inspect(SessionRef session) throws DriverException {
        try {
            SessionFolder folder = folders.session(session.sessionId());
            return folder.state()
                    .map(state -> observation.facts(folder, state))
                    .orElseGet(() -> SessionFacts.absent(session));
        } catch (IOException e) {
            throw broken("look at", e);
        }
    }

    @Override
    public List<SessionFacts> list() throws DriverException {
        try {
            List<SessionFacts> all = new ArrayList<>();
            for (SessionFolder folder : folders.sessions()) {
                folder.state().ifPresent(state -> all.add(observation.facts(folder, state)));
            }
            return all;
        } catch (IOException e) {
            throw broken("list", e);
        }
    }

    /** Nothing has to be taken over: the desktop never depended on the process that started it. */
    @Override
    public SessionFacts recover(SessionRef session) throws DriverException {
        return inspect(session);
    }

    @Override
    public EndpointConnection dial(SessionRef session, String endpoint) throws DriverException {
        if (!endpoint.equals(SessionSpec.VNC_ENDPOINT)) {
            throw new DriverException(Kind.NOT_FOUND, "This session has no endpoint \"" + endpoint + "\", only vnc.");
        }
        try {
            SessionFolder folder = folders.session(session.sessionId());
            SessionState state = running(folder);
            if (processes.isFrozen(state.pid())) {
                throw new DriverException(Kind.NOT_FOUND, "This session is hibernated. Wake it first.");
            }
            return new EndpointConnection.Address(RfbProbe.address(state.port()));
        } catch (IOException e) {
            throw broken("reach", e);
        }
    }

    @Override
    public AutoCloseable watch(SessionListener listener) {
        return new ExitWatch(folders, processes, (folder, state) -> listener.changed(observation.facts(folder, state)));
    }

    /** There is nothing to free: desktops go on, and watches are closed by who opened them. */
    @Override
    public void close() {}

    private SessionState running(SessionFolder folder) throws IOException, DriverException {
        return folder.state()
                .filter(state -> isStarted(folder, state, state.generation()))
                .orElseThrow(() -> new DriverException(
                        Kind.NOT_FOUND, "This session does not run on this machine. Start it again."));
    }

    private static DriverException broken(String verb, @Nullable IOException cause) {
        if (cause instanceof OvertakenException) {
            return new DriverException(
                    Kind.INTERRUPTED, "Another process of this agent has taken the session over.", true, null, cause);
        }
        return new DriverException(
                Kind.INTERNAL,
                "The agent's machine could not " + verb + " the session. Ask your administrator to look at its log.",
                true,
                String.valueOf(cause),
                cause);
    }
}
