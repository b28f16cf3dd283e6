package io.streamspace.agent.wrongdriver;

import io.streamspace.agent.memory.InMemoryDriver;
import io.streamspace.agent.spi.DriverContext;
import io.streamspace.agent.spi.DriverException;
import io.streamspace.agent.spi.Progress;
import io.streamspace.agent.spi.SessionDriver;
import io.streamspace.agent.spi.SessionFacts;
import io.streamspace.agent.spi.SessionRef;
import io.streamspace.protocol.message.SessionSpec;

/** Drivers that take for their own what others made meanwhile (D-203, D-204), each with the kit that it is run by. */
final class WrongLatecomers {
    private WrongLatecomers() {}

    /** D-203: a start that is interrupted tidies up all that has the session's name. */
    static final class TidiesWhatIsAnothers extends WrongDriverTck {
        @Override
        SessionDriver wrong(InMemoryDriver sound, DriverContext context) {
            return new Faulty(sound) {
                @Override
                public SessionFacts start(SessionRef session, SessionSpec spec, Progress progress)
                        throws DriverException, InterruptedException {
                    try {
                        return super.start(session, spec, progress);
                    } catch (InterruptedException e) {
                        sound.destroy(session);
                        throw e;
                    }
                }
            };
        }
    }

    /** D-204: knows sessions and no generations. */
    static final class EndsWhateverIsThere extends WrongDriverTck {
        @Override
        SessionDriver wrong(InMemoryDriver sound, DriverContext context) {
            return new Faulty(sound) {
                @Override
                public void destroy(SessionRef session) throws DriverException, InterruptedException {
                    super.destroy(new SessionRef(session.sessionId(), Long.MAX_VALUE, session.handle()));
                }
            };
        }
    }
}
