package io.streamspace.agent.wrongdriver;

import io.streamspace.agent.spi.DriverException;
import io.streamspace.agent.spi.EndpointConnection;
import io.streamspace.agent.spi.Hibernation;
import io.streamspace.agent.spi.Progress;
import io.streamspace.agent.spi.SessionDriver;
import io.streamspace.agent.spi.SessionFacts;
import io.streamspace.agent.spi.SessionListener;
import io.streamspace.agent.spi.SessionRef;
import io.streamspace.protocol.message.SessionSpec;
import java.util.List;

/** A sound driver under a subclass that gets one thing wrong. */
class Faulty implements SessionDriver, Hibernation {
    final SessionDriver sound;
    private final Hibernation soundHibernation;

    <T extends SessionDriver & Hibernation> Faulty(T sound) {
        this.sound = sound;
        soundHibernation = sound;
    }

    @Override
    public SessionFacts start(SessionRef session, SessionSpec spec, Progress progress)
            throws DriverException, InterruptedException {
        return sound.start(session, spec, progress);
    }

    @Override
    public void stop(SessionRef session) throws DriverException, InterruptedException {
        sound.stop(session);
    }

    @Override
    public void destroy(SessionRef session) throws DriverException, InterruptedException {
        sound.destroy(session);
    }

    @Override
    public SessionFacts inspect(SessionRef session) throws DriverException, InterruptedException {
        return sound.inspect(session);
    }

    @Override
    public List<SessionFacts> list() throws DriverException, InterruptedException {
        return sound.list();
    }

    @Override
    public SessionFacts recover(SessionRef session) throws DriverException, InterruptedException {
        return sound.recover(session);
    }

    @Override
    public EndpointConnection dial(SessionRef session, String endpoint) throws DriverException, InterruptedException {
        return sound.dial(session, endpoint);
    }

    @Override
    public AutoCloseable watch(SessionListener listener) throws DriverException {
        return sound.watch(listener);
    }

    @Override
    public SessionFacts hibernate(SessionRef session) throws DriverException, InterruptedException {
        return soundHibernation.hibernate(session);
    }

    @Override
    public SessionFacts wake(SessionRef session, SessionSpec spec, Progress progress)
            throws DriverException, InterruptedException {
        return soundHibernation.wake(session, spec, progress);
    }

    @Override
    public void close() {
        sound.close();
    }
}
