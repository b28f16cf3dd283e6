package io.streamspace.agent.wrongdriver;

import io.streamspace.agent.memory.InMemoryDriver;
import io.streamspace.agent.spi.DriverContext;
import io.streamspace.agent.spi.DriverException;
import io.streamspace.agent.spi.DriverException.Kind;
import io.streamspace.agent.spi.Progress;
import io.streamspace.agent.spi.SessionDriver;
import io.streamspace.agent.spi.SessionFacts;
import io.streamspace.agent.spi.SessionRef;
import io.streamspace.protocol.message.ObservedState;
import io.streamspace.protocol.message.SessionSpec;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;

/** Drivers that do not bear being killed within a verb (D-303, D-304), each with the kit that it is run by. */
final class WrongEnds {
    private WrongEnds() {}

    /** D-304: cannot go on with an end that a kill cut short. */
    static final class LocksWhatItEnds extends WrongDriverTck {
        private final Set<String> locked = ConcurrentHashMap.newKeySet();

        @Override
        SessionDriver wrong(InMemoryDriver sound, DriverContext context) {
            return new Faulty(sound) {
                @Override
                public void destroy(SessionRef session) throws DriverException, InterruptedException {
                    if (!locked.add(session.sessionId())) {
                        throw new DriverException(Kind.INTERNAL, "The session is being ended already.");
                    }
                    TimeUnit.MILLISECONDS.sleep(200);
                    super.destroy(session);
                    locked.remove(session.sessionId());
                }
            };
        }
    }

    /** D-304: destroys what it lists, and no more. */
    static final class LeavesAVolume extends WrongDriverTck {
        @Override
        SessionDriver wrong(InMemoryDriver sound, DriverContext context) {
            return new Faulty(sound) {
                @Override
                public SessionFacts start(SessionRef session, SessionSpec spec, Progress progress)
                        throws DriverException, InterruptedException {
                    remains.add("volume of " + session.sessionId());
                    return super.start(session, spec, progress);
                }
            };
        }
    }

    /** D-304: cannot start what it had begun to start. */
    static final class StumblesOverItsOwnHalf extends WrongDriverTck {
        private final Set<String> begun = ConcurrentHashMap.newKeySet();

        @Override
        SessionDriver wrong(InMemoryDriver sound, DriverContext context) {
            return new Faulty(sound) {
                @Override
                public SessionFacts start(SessionRef session, SessionSpec spec, Progress progress)
                        throws DriverException, InterruptedException {
                    if (inspect(session).state() == ObservedState.RUNNING) {
                        return super.start(session, spec, progress);
                    }
                    if (!begun.add(session.sessionId())) {
                        throw new DriverException(Kind.INTERNAL, "The name is in use already.");
                    }
                    TimeUnit.MILLISECONDS.sleep(200);
                    return super.start(session, spec, progress);
                }
            };
        }
    }
}
