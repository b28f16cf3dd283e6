package io.streamspace.examples.process;

import io.streamspace.protocol.message.Resources;
import java.util.Optional;
import java.util.Properties;

/**
 * What is on disk about a session. Whether it runs is not in here: that is asked of the processes themselves. A state that is made of another
 * one has the next revision, and is kept by {@link SessionFolder#save} unless somebody else was faster.
 *
 * @param attempt the revision with which its start began; processes carry it in their mark
 * @param wanted whether it should run; false once the agent stopped it
 * @param ready whether its start came to its end; until then another start begins anew
 * @param port where its VNC server listens on loopback
 * @param pid of its display server; 0 until that is started
 * @param resources what it asked for
 */
record SessionState(
        String sessionId,
        Revision revision,
        Revision attempt,
        boolean wanted,
        boolean ready,
        int port,
        long pid,
        Resources resources) {

    /** A start that overtakes whatever was {@code before}. */
    static SessionState starting(
            Optional<SessionState> before, String sessionId, long generation, Resources resources) {
        Revision attempt = before.map(SessionState::revision)
                .filter(revision -> revision.generation() == generation)
                .map(Revision::next)
                .orElse(Revision.first(generation));
        return new SessionState(sessionId, attempt, attempt, true, false, 0, 0, resources);
    }

    long generation() {
        return revision.generation();
    }

    SessionState on(int displayPort, long displayPid) {
        return new SessionState(sessionId, revision.next(), attempt, wanted, false, displayPort, displayPid, resources);
    }

    SessionState answering() {
        return new SessionState(sessionId, revision.next(), attempt, wanted, true, port, pid, resources);
    }

    SessionState stopped() {
        return new SessionState(sessionId, revision.next(), attempt, false, ready, port, pid, resources);
    }

    /** Versioned as any handle; the files are found by the session's id, so nothing has to be in it. */
    String handle() {
        return "v1:" + sessionId + ":" + generation();
    }

    Properties toProperties() {
        Properties properties = new Properties();
        properties.setProperty("session", sessionId);
        properties.setProperty("attempt", attempt.toString());
        properties.setProperty("wanted", Boolean.toString(wanted));
        properties.setProperty("ready", Boolean.toString(ready));
        properties.setProperty("port", Integer.toString(port));
        properties.setProperty("pid", Long.toString(pid));
        properties.setProperty("cpu", Double.toString(resources.cpu()));
        properties.setProperty("memory", Long.toString(resources.memoryBytes()));
        return properties;
    }

    static SessionState of(Revision revision, Properties properties) {
        return new SessionState(
                properties.getProperty("session", ""),
                revision,
                Revision.of(properties.getProperty("attempt", "")).orElse(revision),
                Boolean.parseBoolean(properties.getProperty("wanted")),
                Boolean.parseBoolean(properties.getProperty("ready")),
                Integer.parseInt(properties.getProperty("port", "0")),
                Long.parseLong(properties.getProperty("pid", "0")),
                new Resources(
                        Double.parseDouble(properties.getProperty("cpu", "0")),
                        Long.parseLong(properties.getProperty("memory", "0"))));
    }
}
