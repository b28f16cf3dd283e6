package io.streamspace.agent.wrongdriver;

import io.streamspace.agent.memory.InMemoryDriver;
import io.streamspace.agent.spi.DriverContext;
import io.streamspace.agent.spi.DriverException;
import io.streamspace.agent.spi.DriverException.Kind;
import io.streamspace.agent.spi.EndpointConnection;
import io.streamspace.agent.spi.Progress;
import io.streamspace.agent.spi.SessionDriver;
import io.streamspace.agent.spi.SessionFacts;
import io.streamspace.agent.spi.SessionRef;
import io.streamspace.protocol.message.ObservedState;
import io.streamspace.protocol.message.SessionSpec;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;

/** One wrong driver per guarantee of streams, each with the kit that it is run by. */
final class WrongStreams {
    private WrongStreams() {}

    /** D-701: one connection for whoever comes. */
    static final class SharesAConnection extends WrongDriverTck {
        @Override
        SessionDriver wrong(InMemoryDriver sound, DriverContext context) {
            Map<String, EndpointConnection> made = new ConcurrentHashMap<>();
            return new Faulty(sound) {
                @Override
                public EndpointConnection dial(SessionRef session, String endpoint)
                        throws DriverException, InterruptedException {
                    EndpointConnection address = super.dial(session, endpoint);
                    return made.computeIfAbsent(
                            session.sessionId(), id -> WrongChannel.over(() -> new WrongChannel(address)));
                }
            };
        }
    }

    /** D-702: loses a byte now and then on the way to the viewer. */
    static final class LosesBytes extends WrongDriverTck {
        private static final int SOUND_BYTES = 100_000;

        @Override
        SessionDriver wrong(InMemoryDriver sound, DriverContext context) {
            return new Faulty(sound) {
                @Override
                public EndpointConnection dial(SessionRef session, String endpoint)
                        throws DriverException, InterruptedException {
                    EndpointConnection address = super.dial(session, endpoint);
                    return WrongChannel.over(() -> new WrongChannel(address) {
                        private int read;

                        @Override
                        public int read(ByteBuffer into) throws IOException {
                            int count = super.read(into);
                            read += Math.max(0, count);
                            if (read > SOUND_BYTES && count > 1) {
                                read = 0;
                                into.position(into.position() - 1);
                                return count - 1;
                            }
                            return count;
                        }
                    });
                }
            };
        }
    }

    /** D-702: hands the pixels on with a flaw. */
    static final class ChangesBytes extends WrongDriverTck {
        private static final int SOUND_BYTES = 1_000_000;

        @Override
        SessionDriver wrong(InMemoryDriver sound, DriverContext context) {
            return new Faulty(sound) {
                private boolean first = true;

                @Override
                public EndpointConnection dial(SessionRef session, String endpoint)
                        throws DriverException, InterruptedException {
                    EndpointConnection address = super.dial(session, endpoint);
                    if (!first) {
                        return address;
                    }
                    first = false;
                    return WrongChannel.over(() -> new WrongChannel(address) {
                        private int read;

                        @Override
                        public int read(ByteBuffer into) throws IOException {
                            int count = super.read(into);
                            read += Math.max(0, count);
                            if (read > SOUND_BYTES && count > 0) {
                                read = 0;
                                int last = into.position() - 1;
                                into.put(last, (byte) ~into.get(last));
                            }
                            return count;
                        }
                    });
                }
            };
        }
    }

    /** D-703: takes a session that does not run for one that does not answer. */
    static final class CannotTellWhoRuns extends WrongDriverTck {
        @Override
        SessionDriver wrong(InMemoryDriver sound, DriverContext context) {
            return new Faulty(sound) {
                @Override
                public EndpointConnection dial(SessionRef session, String endpoint)
                        throws DriverException, InterruptedException {
                    if (inspect(session).state() != ObservedState.RUNNING) {
                        throw new DriverException(Kind.PLATFORM_UNAVAILABLE, "The desktop does not answer.");
                    }
                    return super.dial(session, endpoint);
                }
            };
        }
    }

    /** D-704: remembers where the desktop once was. */
    static final class RemembersTheAddress extends WrongDriverTck {
        @Override
        SessionDriver wrong(InMemoryDriver sound, DriverContext context) {
            Map<String, EndpointConnection> remembered = new ConcurrentHashMap<>();
            return new Faulty(sound) {
                @Override
                public EndpointConnection dial(SessionRef session, String endpoint)
                        throws DriverException, InterruptedException {
                    EndpointConnection now = super.dial(session, endpoint);
                    EndpointConnection before = remembered.putIfAbsent(session.sessionId(), now);
                    return before == null ? now : before;
                }
            };
        }
    }

    /** D-705: does nothing else while somebody looks. */
    static final class ServesOneAtATime extends WrongDriverTck {
        @Override
        SessionDriver wrong(InMemoryDriver sound, DriverContext context) {
            var one = new Semaphore(1);
            return new Faulty(sound) {
                @Override
                public SessionFacts start(SessionRef session, SessionSpec spec, Progress progress)
                        throws DriverException, InterruptedException {
                    one.acquire();
                    try {
                        return super.start(session, spec, progress);
                    } finally {
                        one.release();
                    }
                }

                @Override
                public EndpointConnection dial(SessionRef session, String endpoint)
                        throws DriverException, InterruptedException {
                    one.acquire();
                    EndpointConnection address = super.dial(session, endpoint);
                    return WrongChannel.over(() -> new WrongChannel(address) {
                        @Override
                        public void close() throws IOException {
                            if (isOpen()) {
                                one.release();
                            }
                            super.close();
                        }
                    });
                }
            };
        }
    }
}
