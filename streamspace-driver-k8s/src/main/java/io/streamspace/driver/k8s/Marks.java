package io.streamspace.driver.k8s;

import io.streamspace.agent.spi.SessionRef;
import io.streamspace.protocol.message.Resources;
import io.streamspace.protocol.message.SessionSpec;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Labels and annotations of a session's objects. All that is known of a session later is read from here (D-301). Labels hold few characters and are
 * for selecting; what is exact is in annotations.
 */
final class Marks {
    static final String AGENT = "streamspace.io/agent";
    static final String SESSION = "session";
    static final String SESSION_ID = "streamspace.io/session-id";
    static final String GENERATION = "streamspace.io/generation";
    static final String INTENTION = "streamspace.io/intention";

    /** The uid of the pod that has the session's desktop, once it has greeted. */
    static final String POD = "streamspace.io/pod";

    private static final String ENDPOINTS = "streamspace.io/endpoints";
    private static final String CPU = "streamspace.io/cpu";
    private static final String MEMORY = "streamspace.io/memory";
    private static final String USER_NAME = "streamspace.io/user-name";

    private Marks() {}

    static Map<String, String> labels(String agentId, SessionRef session, SessionSpec spec) {
        Map<String, String> labels = owner(agentId, spec.user());
        labels.put("app", "streamspace-session");
        labels.put("app.kubernetes.io/name", "streamspace-session");
        labels.put("app.kubernetes.io/instance", Names.label(session.sessionId()));
        labels.put(SESSION, Names.label(session.sessionId()));
        labels.put("template", Names.label(spec.template()));
        return labels;
    }

    /** Of a user's home, which belongs to no session. */
    static Map<String, String> home(String agentId, String user) {
        Map<String, String> labels = owner(agentId, user);
        labels.put("app.kubernetes.io/name", "streamspace-home");
        return labels;
    }

    private static Map<String, String> owner(String agentId, String user) {
        Map<String, String> labels = agent(agentId);
        labels.put("user", Names.label(user));
        return labels;
    }

    /** Of everything that an agent makes. */
    static Map<String, String> agent(String agentId) {
        Map<String, String> labels = new LinkedHashMap<>();
        labels.put("app.kubernetes.io/part-of", "streamspace");
        labels.put("app.kubernetes.io/managed-by", "streamspace-agent");
        labels.put(AGENT, Names.label(agentId));
        return labels;
    }

    static Map<String, String> annotations(SessionRef session, SessionSpec spec) {
        Map<String, String> annotations = new LinkedHashMap<>();
        annotations.put(SESSION_ID, session.sessionId());
        annotations.put(GENERATION, Long.toString(session.generation()));
        annotations.put(USER_NAME, spec.user());
        annotations.put(
                ENDPOINTS,
                spec.endpoints().stream().map(e -> e.name() + "=" + e.port()).collect(Collectors.joining(",")));
        annotations.put(CPU, Double.toString(spec.resources().cpu()));
        annotations.put(MEMORY, Long.toString(spec.resources().memoryBytes()));
        return annotations;
    }

    static String sessionId(Map<String, String> annotations) {
        return annotations.getOrDefault(SESSION_ID, "");
    }

    /** 0 where somebody else wrote the annotation. */
    static long generation(Map<String, String> annotations) {
        return number(annotations.get(GENERATION));
    }

    /** Ports by name; what is not of the form is left out. */
    static Map<String, Integer> endpoints(Map<String, String> annotations) {
        Map<String, Integer> ports = new LinkedHashMap<>();
        for (String entry : annotations.getOrDefault(ENDPOINTS, "").split(",")) {
            int equals = entry.indexOf('=');
            if (equals > 0) {
                ports.put(entry.substring(0, equals), (int) number(entry.substring(equals + 1)));
            }
        }
        return ports;
    }

    static Resources resources(Map<String, String> annotations) {
        try {
            return new Resources(
                    Double.parseDouble(annotations.getOrDefault(CPU, "0")), number(annotations.get(MEMORY)));
        } catch (IllegalArgumentException e) {
            return Resources.NONE;
        }
    }

    private static long number(@Nullable String text) {
        try {
            return text == null ? 0 : Long.parseLong(text);
        } catch (NumberFormatException e) {
            return 0;
        }
    }
}
