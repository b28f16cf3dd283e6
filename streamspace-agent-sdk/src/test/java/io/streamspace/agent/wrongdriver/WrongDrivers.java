package io.streamspace.agent.wrongdriver;

import io.streamspace.agent.memory.InMemoryDriver;
import io.streamspace.agent.spi.DriverContext;
import io.streamspace.agent.spi.DriverException;
import io.streamspace.agent.spi.DriverException.Kind;
import io.streamspace.agent.spi.EndpointConnection;
import io.streamspace.agent.spi.Progress;
import io.streamspace.agent.spi.SessionDriver;
import io.streamspace.agent.spi.SessionFacts;
import io.streamspace.agent.spi.SessionListener;
import io.streamspace.agent.spi.SessionRef;
import io.streamspace.protocol.message.ObservedState;
import io.streamspace.protocol.message.SessionSpec;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** One wrong driver per guarantee, each with the kit that it is run by. */
final class WrongDrivers {
    private WrongDrivers() {}

    /** D-101: says that the desktop runs while nobody listens. */
    static final class ReturnsTooEarly extends WrongDriverTck {
        @Override
        SessionDriver wrong(InMemoryDriver sound, DriverContext context) {
            return new Faulty(sound) {
                @Override
                public EndpointConnection dial(SessionRef session, String endpoint) {
                    return new EndpointConnection.Address(new InetSocketAddress(InetAddress.getLoopbackAddress(), 1));
                }
            };
        }
    }

    /** D-102: a failed start leaves what destroy does not remove. */
    static final class LeaksOnFailure extends WrongDriverTck {
        private final Map<String, SessionFacts> leaked = new ConcurrentHashMap<>();

        @Override
        SessionDriver wrong(InMemoryDriver sound, DriverContext context) {
            return new Faulty(sound) {
                @Override
                public SessionFacts start(SessionRef session, SessionSpec spec, Progress progress)
                        throws DriverException, InterruptedException {
                    if (spec.template().equals(FAILING)) {
                        leaked.put(session.sessionId(), facts(session, ObservedState.FAILED, "leaked"));
                    }
                    return super.start(session, spec, progress);
                }

                @Override
                public List<SessionFacts> list() throws DriverException, InterruptedException {
                    return Stream.concat(super.list().stream(), leaked.values().stream())
                            .toList();
                }
            };
        }
    }

    /** D-103: destroy ends a session and leaves its shell. */
    static final class DestroysHalf extends WrongDriverTck {
        @Override
        SessionDriver wrong(InMemoryDriver sound, DriverContext context) {
            return new Faulty(sound) {
                @Override
                public void destroy(SessionRef session) throws DriverException, InterruptedException {
                    stop(session);
                }
            };
        }
    }

    /** D-103: destroy complains about what it does not know. */
    static final class RefusesToDestroyTheUnknown extends WrongDriverTck {
        @Override
        SessionDriver wrong(InMemoryDriver sound, DriverContext context) {
            return new Faulty(sound) {
                @Override
                public void destroy(SessionRef session) throws DriverException, InterruptedException {
                    if (inspect(session).handle() == null) {
                        throw new DriverException(Kind.NOT_FOUND, "There is no such session.");
                    }
                    super.destroy(session);
                }
            };
        }
    }

    /** D-104: a second stop is an error. */
    static final class StopsOnce extends WrongDriverTck {
        @Override
        SessionDriver wrong(InMemoryDriver sound, DriverContext context) {
            return new Faulty(sound) {
                @Override
                public void stop(SessionRef session) throws DriverException, InterruptedException {
                    if (inspect(session).state() == ObservedState.STOPPED) {
                        throw new DriverException(Kind.INTERNAL, "The session is stopped already.");
                    }
                    super.stop(session);
                }
            };
        }
    }

    /** D-105: destroy takes the home with it. */
    static final class DeletesTheHome extends WrongDriverTck {
        @Override
        SessionDriver wrong(InMemoryDriver sound, DriverContext context) {
            return new Faulty(sound) {
                @Override
                public void destroy(SessionRef session) throws DriverException, InterruptedException {
                    homeMarks.clear();
                    super.destroy(session);
                }
            };
        }
    }

    /** D-201: starts again what runs already. */
    static final class StartsTwice extends WrongDriverTck {
        private final AtomicLong starts = new AtomicLong();

        @Override
        SessionDriver wrong(InMemoryDriver sound, DriverContext context) {
            return new Faulty(sound) {
                @Override
                public SessionFacts start(SessionRef session, SessionSpec spec, Progress progress)
                        throws DriverException, InterruptedException {
                    destroy(session);
                    SessionFacts facts = super.start(session, spec, progress);
                    return withHandle(facts, facts.handle() + "#" + starts.incrementAndGet());
                }
            };
        }
    }

    /** D-202: looks whether there is one, then makes one, and lets another do so in between. */
    static final class RacesItself extends WrongDriverTck {
        private final Set<String> made = ConcurrentHashMap.newKeySet();
        private final AtomicLong twins = new AtomicLong();

        @Override
        SessionDriver wrong(InMemoryDriver sound, DriverContext context) {
            return new Faulty(sound) {
                @Override
                public SessionFacts start(SessionRef session, SessionSpec spec, Progress progress)
                        throws DriverException, InterruptedException {
                    boolean first = !made.contains(session.sessionId());
                    TimeUnit.MILLISECONDS.sleep(200);
                    made.add(session.sessionId());
                    SessionFacts facts = super.start(session, spec, progress);
                    return first ? withHandle(facts, "twin-" + twins.incrementAndGet()) : facts;
                }
            };
        }
    }

    /** D-301: knows only what this object started. */
    static final class ForgetsInMemory extends WrongDriverTck {
        @Override
        SessionDriver wrong(InMemoryDriver sound, DriverContext context) {
            Set<String> mine = ConcurrentHashMap.newKeySet();
            return new Faulty(sound) {
                @Override
                public SessionFacts start(SessionRef session, SessionSpec spec, Progress progress)
                        throws DriverException, InterruptedException {
                    mine.add(session.sessionId());
                    return super.start(session, spec, progress);
                }

                @Override
                public List<SessionFacts> list() throws DriverException, InterruptedException {
                    return super.list().stream()
                            .filter(f -> mine.contains(f.sessionId()))
                            .toList();
                }
            };
        }
    }

    /** D-302: cannot reach what another object started. */
    static final class CannotDialAfterRecovery extends WrongDriverTck {
        @Override
        SessionDriver wrong(InMemoryDriver sound, DriverContext context) {
            Set<String> mine = ConcurrentHashMap.newKeySet();
            return new Faulty(sound) {
                @Override
                public SessionFacts start(SessionRef session, SessionSpec spec, Progress progress)
                        throws DriverException, InterruptedException {
                    mine.add(session.sessionId());
                    return super.start(session, spec, progress);
                }

                @Override
                public EndpointConnection dial(SessionRef session, String endpoint)
                        throws DriverException, InterruptedException {
                    if (!mine.contains(session.sessionId())) {
                        throw new DriverException(Kind.NOT_FOUND, "This session's port is not known.");
                    }
                    return super.dial(session, endpoint);
                }
            };
        }
    }

    /** D-303: destroys only what this object has a handle of. */
    static final class NeedsTheHandle extends WrongDriverTck {
        private final Map<String, SessionFacts> halfMade = new ConcurrentHashMap<>();

        @Override
        SessionDriver wrong(InMemoryDriver sound, DriverContext context) {
            return new Faulty(sound) {
                @Override
                public SessionFacts start(SessionRef session, SessionSpec spec, Progress progress)
                        throws DriverException, InterruptedException {
                    halfMade.put(session.sessionId(), facts(session, ObservedState.STARTING, null));
                    SessionFacts facts = super.start(session, spec, progress);
                    halfMade.remove(session.sessionId());
                    return facts;
                }

                @Override
                public List<SessionFacts> list() throws DriverException, InterruptedException {
                    return Stream.concat(super.list().stream(), halfMade.values().stream())
                            .toList();
                }
            };
        }
    }

    /** D-401: one lock for everything. */
    static final class BlocksOthers extends WrongDriverTck {
        private final ReentrantLock one = new ReentrantLock();

        @Override
        SessionDriver wrong(InMemoryDriver sound, DriverContext context) {
            return new Faulty(sound) {
                @Override
                public SessionFacts start(SessionRef session, SessionSpec spec, Progress progress)
                        throws DriverException, InterruptedException {
                    one.lockInterruptibly();
                    try {
                        return super.start(session, spec, progress);
                    } finally {
                        one.unlock();
                    }
                }
            };
        }
    }

    /** D-402: goes on whoever interrupts it. */
    static final class SwallowsInterrupts extends WrongDriverTck {
        @Override
        SessionDriver wrong(InMemoryDriver sound, DriverContext context) {
            return new Faulty(sound) {
                @Override
                public SessionFacts start(SessionRef session, SessionSpec spec, Progress progress)
                        throws DriverException, InterruptedException {
                    if (!spec.template().equals(SLOW)) {
                        return super.start(session, spec, progress);
                    }
                    for (int second = 0; second < 7; second++) {
                        try {
                            TimeUnit.SECONDS.sleep(1);
                        } catch (InterruptedException e) {
                            progress.report("waiting", "Still waiting", -1);
                        }
                    }
                    return facts(session, ObservedState.RUNNING, "late");
                }
            };
        }
    }

    /** D-501: an unknown session is an error. */
    static final class TakesTheUnknownForAnError extends WrongDriverTck {
        @Override
        SessionDriver wrong(InMemoryDriver sound, DriverContext context) {
            return new Faulty(sound) {
                @Override
                public SessionFacts inspect(SessionRef session) throws DriverException, InterruptedException {
                    SessionFacts facts = super.inspect(session);
                    if (facts.handle() == null) {
                        throw new DriverException(Kind.NOT_FOUND, "There is no such session.");
                    }
                    return facts;
                }
            };
        }
    }

    /** D-502: never tells anything. */
    static final class KeepsSilent extends WrongDriverTck {
        @Override
        SessionDriver wrong(InMemoryDriver sound, DriverContext context) {
            return new Faulty(sound) {
                @Override
                public AutoCloseable watch(SessionListener listener) {
                    return () -> {};
                }
            };
        }
    }

    /** D-503: throws what comes along. */
    static final class ThrowsRaw extends WrongDriverTck {
        @Override
        SessionDriver wrong(InMemoryDriver sound, DriverContext context) {
            return new Faulty(sound) {
                @Override
                public SessionFacts start(SessionRef session, SessionSpec spec, Progress progress)
                        throws InterruptedException {
                    try {
                        return super.start(session, spec, progress);
                    } catch (DriverException e) {
                        throw new IllegalStateException("exit code 125", e);
                    }
                }
            };
        }
    }

    /** D-601: sleeps with open eyes. */
    static final class OnlySaysThatItHibernates extends WrongDriverTck {
        @Override
        SessionDriver wrong(InMemoryDriver sound, DriverContext context) {
            return new Faulty(sound) {
                @Override
                public SessionFacts hibernate(SessionRef session) throws DriverException, InterruptedException {
                    return facts(
                            session, ObservedState.HIBERNATED, inspect(session).handle());
                }
            };
        }
    }

    /** D-602: wakes nothing. */
    static final class OnlySaysThatItWakes extends WrongDriverTck {
        @Override
        SessionDriver wrong(InMemoryDriver sound, DriverContext context) {
            return new Faulty(sound) {
                @Override
                public SessionFacts wake(SessionRef session, SessionSpec spec, Progress progress)
                        throws DriverException, InterruptedException {
                    return facts(
                            session, ObservedState.RUNNING, inspect(session).handle());
                }
            };
        }
    }

    /** D-603: cannot hibernate what hibernates. */
    static final class HibernatesOnce extends WrongDriverTck {
        @Override
        SessionDriver wrong(InMemoryDriver sound, DriverContext context) {
            return new Faulty(sound) {
                @Override
                public SessionFacts hibernate(SessionRef session) throws DriverException, InterruptedException {
                    if (inspect(session).state() == ObservedState.HIBERNATED) {
                        throw new DriverException(Kind.INTERNAL, "The session hibernates already.");
                    }
                    return super.hibernate(session);
                }
            };
        }
    }

    private static SessionFacts facts(SessionRef session, ObservedState state, @Nullable String handle) {
        return new SessionFacts(session.sessionId(), session.generation(), state, handle, Map.of(), Map.of(), null);
    }

    private static SessionFacts withHandle(SessionFacts facts, String handle) {
        return new SessionFacts(
                facts.sessionId(),
                facts.generation(),
                facts.state(),
                handle,
                facts.endpoints(),
                facts.metadata(),
                facts.reason());
    }
}
