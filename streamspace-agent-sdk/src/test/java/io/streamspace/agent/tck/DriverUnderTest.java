package io.streamspace.agent.tck;

import io.streamspace.agent.spi.SessionDriverFactory;
import io.streamspace.agent.spi.SessionRef;
import io.streamspace.protocol.message.SessionSpec;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What a driver's author tells the kit. Tests that need an optional answer are skipped where there is none. */
public interface DriverUnderTest {
    /** The driver's factory; all drivers that it opens in one test are on one platform. */
    SessionDriverFactory factory();

    /** The driver's settings. */
    default Map<String, String> options() {
        return Map.of();
    }

    /** A session that starts. */
    default SessionSpec spec() {
        return SessionSpec.of("tck", "tck");
    }

    /** A session whose start fails, for D-102 and D-503: an image that does not exist, say. */
    default Optional<SessionSpec> failingSpec() {
        return Optional.empty();
    }

    /** A session whose start takes ten seconds or more, for D-102, D-303, D-401 and D-402. */
    default Optional<SessionSpec> slowSpec() {
        return Optional.empty();
    }

    /** Ends a session behind the driver's back, as a crash or an operator would, for D-502. */
    default Optional<PlatformEnd> platformEnd() {
        return Optional.empty();
    }

    /** The home directory of a session with a persistent home, for D-105. */
    default Optional<PersistentHome> persistentHome() {
        return Optional.empty();
    }

    /** What the platform holds of an agent, seen past the driver, for D-304 and after each test. */
    default Optional<PlatformView> platformView() {
        return Optional.empty();
    }

    /** How long any single step may take before it counts as failed. */
    default Duration patience() {
        return Duration.ofSeconds(30);
    }

    /** Ends a session behind the driver's back. */
    @FunctionalInterface
    interface PlatformEnd {
        void end(SessionRef session, String agentId) throws Exception;
    }

    /** Looks at the platform past the driver. */
    @FunctionalInterface
    interface PlatformView {
        /** Everything of the agent's sessions that is there, in whatever state, but persistent homes: containers, networks, files. */
        List<String> remainsOf(String agentId) throws Exception;
    }

    /** Reads and writes a file in a home directory, past the driver. */
    interface PersistentHome {
        /** Leaves a mark in the running session's home. */
        void leaveMark(SessionRef session) throws Exception;

        /** Whether the mark is there. */
        boolean hasMark(SessionRef session) throws Exception;
    }
}
