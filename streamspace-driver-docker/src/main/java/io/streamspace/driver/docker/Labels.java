package io.streamspace.driver.docker;

import io.streamspace.agent.spi.SessionRef;
import io.streamspace.protocol.message.Resources;
import io.streamspace.protocol.message.SessionSpec;
import io.streamspace.protocol.message.SessionSpec.Endpoint;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What is written on everything that belongs to a session. All that is known of a session later is read from here (D-301). */
final class Labels {
    static final String AGENT = "io.streamspace.agent";
    static final String SESSION = "io.streamspace.session";
    static final String GENERATION = "io.streamspace.generation";
    static final String USER = "io.streamspace.user";
    static final String HOME = "io.streamspace.home";
    static final String FACT_PREFIX = "io.streamspace.fact.";

    private static final String TEMPLATE = "io.streamspace.template";
    private static final String ENDPOINTS = "io.streamspace.endpoints";
    private static final String CPU = "io.streamspace.cpu";
    private static final String MEMORY = "io.streamspace.memory";

    private Labels() {}

    /** For the things of a session beside its container. */
    static Map<String, String> part(String agentId, SessionRef session) {
        return Map.of(AGENT, agentId, SESSION, session.sessionId(), GENERATION, Long.toString(session.generation()));
    }

    static Map<String, String> home(String agentId, String user) {
        return Map.of(AGENT, agentId, HOME, user);
    }

    /** @param facts what operators are told of the session and cannot be read off the container later */
    static Map<String, String> container(
            String agentId, SessionRef session, SessionSpec spec, Map<String, String> facts) {
        Map<String, String> labels = new HashMap<>(part(agentId, session));
        labels.put(USER, spec.user());
        labels.put(TEMPLATE, spec.template());
        labels.put(
                ENDPOINTS,
                spec.endpoints().stream().map(e -> e.name() + "=" + e.port()).collect(Collectors.joining(",")));
        labels.put(CPU, Double.toString(spec.resources().cpu()));
        labels.put(MEMORY, Long.toString(spec.resources().memoryBytes()));
        facts.forEach((name, value) -> labels.put(FACT_PREFIX + name, value));
        return labels;
    }

    static String session(Map<String, String> labels) {
        return labels.getOrDefault(SESSION, "");
    }

    /** 0 where somebody else wrote the label. */
    static long generation(Map<String, String> labels) {
        return number(labels.get(GENERATION));
    }

    /** Ports by name; what is not of the form is left out. */
    static Map<String, Integer> endpoints(Map<String, String> labels) {
        Map<String, Integer> ports = new LinkedHashMap<>();
        Arrays.stream(labels.getOrDefault(ENDPOINTS, "").split(","))
                .map(entry -> entry.split("="))
                .filter(pair -> pair.length == 2)
                .map(pair -> new Endpoint(pair[0], (int) number(pair[1])))
                .forEach(endpoint -> ports.put(endpoint.name(), endpoint.port()));
        return ports;
    }

    static int vncPort(Map<String, String> labels) {
        return endpoints(labels).getOrDefault(SessionSpec.VNC_ENDPOINT, SessionSpec.DEFAULT_VNC_PORT);
    }

    static Resources resources(Map<String, String> labels) {
        try {
            return new Resources(Double.parseDouble(labels.getOrDefault(CPU, "0")), number(labels.get(MEMORY)));
        } catch (NumberFormatException e) {
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
