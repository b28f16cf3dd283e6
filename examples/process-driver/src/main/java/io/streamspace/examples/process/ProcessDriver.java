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
import io.streamspace.protocol.message.ObservedState;
import io.streamspace.protocol.message.SessionSpec;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The verbs. Each reads the truth from the session's folder and from the processes with its mark; nothing is
 * remembered here but locks. Verbs that change a session hold its lock, those that look do not.
 */
final class ProcessDriver implements SessionDriver, Hibernation {
    private final Folders folders;
    private final SessionProcesses processes;
    private final DesktopStart desktopStart;
    private final int mostSessions;
    private final SessionLocks locks = new SessionLocks();
    private final Object admission = new Object();

    ProcessDriver(Folders folders, SessionProcesses processes, Launcher launcher, int mostSessions) {
        this.folders = folders;
        this.processes = processes;
        this.desktopStart = new DesktopStart(processes, launcher);
        this.mostSessions = mostSessions;
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
        if (before.isPresent() && isStarted(folder, before.get(), session.generation())) {
            processes.thaw(folder);
            desktopStart.awaitBanner(folder, before.get());
            return facts(folder, before.get());
        }
        DesktopPlan plan =
                DesktopPlan.of(spec, spec.persistentHome() ? folders.persistentHome(spec.user()) : folder.home());
        processes.end(folder);
        SessionState state = admit(folder, new SessionState(session.sessionId(), session.generation(), true, 0, 0));
        boolean done = false;
        try {
            SessionState started = desktopStart.run(folder, state, plan, progress);
            done = true;
            return facts(folder, started);
        } finally {
            if (!done) {
                abandon(folder, state);
            }
        }
    }

    /** Half a desktop that nobody finishes would only be in the way (D-102); its files stay until destroyed. */
    private void abandon(SessionFolder folder, SessionState state) throws IOException, InterruptedException {
        folder.save(state.stopped());
        processes.end(folder);
    }

    private boolean isStarted(SessionFolder folder, SessionState state, long generation) {
        return state.wanted() && state.generation() == generation && processes.isOf(folder, state.pid());
    }

    /** Counting and taking a place are one step, or parallel starts would all find the last place free. */
    private SessionState admit(SessionFolder folder, SessionState state) throws DriverException, IOException {
        synchronized (admission) {
            int running = 0;
            for (SessionFolder other : folders.sessions()) {
                running += !other.equals(folder) && takesPlace(other) ? 1 : 0;
            }
            if (running >= mostSessions) {
                throw new DriverException(
                        Kind.NO_CAPACITY,
                        "All " + mostSessions + " desktops of this machine are in use. End one, or try again later.",
                        true,
                        null,
                        null);
            }
            folder.save(state);
            return state;
        }
    }

    private boolean takesPlace(SessionFolder folder) throws IOException {
        return folder.state()
                .filter(SessionState::wanted)
                .filter(state -> state.pid() == 0 || processes.isOf(folder, state.pid()))
                .isPresent();
    }

    @Override
    public void stop(SessionRef session) throws DriverException, InterruptedException {
        try (var held = locks.hold(session.sessionId())) {
            stopHeld(folders.session(session.sessionId()));
        } catch (IOException e) {
            throw broken("stop", e);
        }
    }

    /** The intention is written first, so that the watch does not take the end for an accident. */
    private void stopHeld(SessionFolder folder) throws IOException, InterruptedException {
        Optional<SessionState> state = folder.state();
        if (state.isPresent()) {
            folder.save(state.get().stopped());
        }
        processes.end(folder);
    }

    @Override
    public void destroy(SessionRef session) throws DriverException, InterruptedException {
        try (var held = locks.hold(session.sessionId())) {
            SessionFolder folder = folders.session(session.sessionId());
            stopHeld(folder);
            folder.delete();
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
            return facts(folder, state);
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
            return facts(folder, state.get());
        } catch (IOException e) {
            throw broken("wake", e);
        }
    }

    @Override
    public SessionFacts inspect(SessionRef session) throws DriverException {
        try {
            SessionFolder folder = folders.session(session.sessionId());
            return folder.state().map(state -> facts(folder, state)).orElseGet(() -> SessionFacts.absent(session));
        } catch (IOException e) {
            throw broken("look at", e);
        }
    }

    @Override
    public List<SessionFacts> list() throws DriverException {
        try {
            List<SessionFacts> all = new ArrayList<>();
            for (SessionFolder folder : folders.sessions()) {
                folder.state().ifPresent(state -> all.add(facts(folder, state)));
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
        return new ExitWatch(folders, processes, (folder, state) -> listener.changed(facts(folder, state)));
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

    private SessionFacts facts(SessionFolder folder, SessionState state) {
        ObservedState observed = observe(folder, state);
        boolean ended = state.wanted() && observed == ObservedState.STOPPED;
        return new SessionFacts(
                state.sessionId(),
                state.generation(),
                observed,
                state.handle(),
                Map.of(SessionSpec.VNC_ENDPOINT, "127.0.0.1:" + state.port()),
                Map.of(
                        "pid",
                        Long.toString(state.pid()),
                        "folder",
                        folder.path().toString()),
                ended ? "The desktop ended by itself. Start the session again to go on." : null);
    }

    private ObservedState observe(SessionFolder folder, SessionState state) {
        if (!state.wanted()) {
            return ObservedState.STOPPED;
        }
        if (state.pid() == 0) {
            return ObservedState.STARTING;
        }
        if (!processes.isOf(folder, state.pid())) {
            return ObservedState.STOPPED;
        }
        if (processes.isFrozen(state.pid())) {
            return ObservedState.HIBERNATED;
        }
        return RfbProbe.answers(state.port()) ? ObservedState.RUNNING : ObservedState.STARTING;
    }

    private static DriverException broken(String verb, @Nullable IOException cause) {
        return new DriverException(
                Kind.INTERNAL,
                "The agent's machine could not " + verb + " the session. Ask your administrator to look at its log.",
                true,
                String.valueOf(cause),
                cause);
    }
}
