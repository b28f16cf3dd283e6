package io.streamspace.examples.process;

import io.streamspace.protocol.message.Resources;
import java.util.Properties;

/**
 * What is on disk about a session. Whether it runs is not in here: that is asked of the processes themselves.
 *
 * @param wanted whether it should run; false once the agent stopped it
 * @param port where its VNC server listens on loopback
 * @param pid of its display server; 0 until that is started
 * @param resources what it asked for
 */
record SessionState(String sessionId, long generation, boolean wanted, int port, long pid, Resources resources) {

    static SessionState starting(String sessionId, long generation, Resources resources) {
        return new SessionState(sessionId, generation, true, 0, 0, resources);
    }

    SessionState on(int displayPort, long displayPid) {
        return new SessionState(sessionId, generation, wanted, displayPort, displayPid, resources);
    }

    SessionState stopped() {
        return new SessionState(sessionId, generation, false, port, pid, resources);
    }

    /** Versioned as any handle; the files are found by the session's id, so nothing has to be in it. */
    String handle() {
        return "v1:" + sessionId + ":" + generation;
    }

    Properties toProperties() {
        Properties properties = new Properties();
        properties.setProperty("session", sessionId);
        properties.setProperty("generation", Long.toString(generation));
        properties.setProperty("wanted", Boolean.toString(wanted));
        properties.setProperty("port", Integer.toString(port));
        properties.setProperty("pid", Long.toString(pid));
        properties.setProperty("cpu", Double.toString(resources.cpu()));
        properties.setProperty("memory", Long.toString(resources.memoryBytes()));
        return properties;
    }

    static SessionState of(Properties properties) {
        return new SessionState(
                properties.getProperty("session", ""),
                Long.parseLong(properties.getProperty("generation", "0")),
                Boolean.parseBoolean(properties.getProperty("wanted")),
                Integer.parseInt(properties.getProperty("port", "0")),
                Long.parseLong(properties.getProperty("pid", "0")),
                new Resources(
                        Double.parseDouble(properties.getProperty("cpu", "0")),
                        Long.parseLong(properties.getProperty("memory", "0"))));
    }
}
