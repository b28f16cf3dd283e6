package io.streamspace.protocol.message;

import io.streamspace.protocol.internal.Checks;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A session as a driver is to start it; the template is in it whole, so that an agent needs nothing else.
 *
 * @param user the owner's name
 * @param template the template's name
 * @param displayName what the desktop calls itself
 * @param image what to run, in the platform's own terms; null where the platform has only one thing to run
 * @param command replaces the image's own; empty for the image's
 * @param env environment of the desktop
 * @param endpoints what can be dialled; the first is the desktop's VNC server
 * @param resources what the session asks for
 * @param persistentHome whether the user's home outlives the session
 * @param geometry the desktop's first size; null for the driver's
 * @param params the template's parameters with the user's values
 * @param options keys of the platform's own, such as {@code docker.network}
 */
public record SessionSpec(
        String user,
        String template,
        String displayName,
        @Nullable String image,
        List<String> command,
        Map<String, String> env,
        List<Endpoint> endpoints,
        Resources resources,
        boolean persistentHome,
        @Nullable Geometry geometry,
        Map<String, String> params,
        Map<String, String> options) {
    /** Most endpoints of a session. */
    public static final int MAX_ENDPOINTS = 16;

    /** Most words of a command and most entries of each map. */
    public static final int MAX_ENTRIES = 256;

    /** Longest word of a command and longest value of a map, in characters. */
    public static final int MAX_VALUE_LENGTH = 32_768;

    /** Name of the endpoint that a viewer opens. */
    public static final String VNC_ENDPOINT = "vnc";

    /** Port of a desktop's VNC server where a template says nothing. */
    public static final int DEFAULT_VNC_PORT = 5900;

    /** Something inside the session that can be dialled by name. */
    public record Endpoint(String name, int port) {
        public Endpoint {
            Checks.id(name, "name");
            Checks.between(port, 1, 65_535, "port");
        }
    }

    /** Width and height in pixels. */
    public record Geometry(int width, int height) {
        public Geometry {
            Checks.between(width, 64, 16_384, "width");
            Checks.between(height, 64, 16_384, "height");
        }
    }

    public SessionSpec {
        Checks.text(user, "user", Checks.NAME);
        Checks.id(template, "template");
        Checks.text(displayName, "display_name", Checks.NAME);
        Checks.optionalText(image, "image", Checks.SENTENCE);
        command = Checks.texts(command, "command", MAX_ENTRIES, MAX_VALUE_LENGTH);
        env = Checks.map(env, "env", MAX_ENTRIES, MAX_VALUE_LENGTH);
        endpoints = Checks.list(endpoints, "endpoints", MAX_ENDPOINTS);
        Checks.present(resources, "resources");
        params = Checks.map(params, "params", MAX_ENTRIES, MAX_VALUE_LENGTH);
        options = Checks.map(options, "options", MAX_ENTRIES, MAX_VALUE_LENGTH);
    }

    /** A session of {@code template} with everything else left to the driver. */
    public static SessionSpec of(String user, String template) {
        return new SessionSpec(
                user,
                template,
                template,
                null,
                List.of(),
                Map.of(),
                List.of(new Endpoint(VNC_ENDPOINT, DEFAULT_VNC_PORT)),
                Resources.NONE,
                false,
                null,
                Map.of(),
                Map.of());
    }

    /** The same with another environment and other values of the parameters. */
    public SessionSpec withValues(Map<String, String> otherEnv, Map<String, String> otherParams) {
        return new SessionSpec(
                user,
                template,
                displayName,
                image,
                command,
                otherEnv,
                endpoints,
                resources,
                persistentHome,
                geometry,
                otherParams,
                options);
    }

    /** Without values that may be secret: those of the environment, the parameters and the options. */
    @Override
    public String toString() {
        return "SessionSpec[user=" + user + ", template=" + template + ", image=" + image + ", endpoints=" + endpoints
                + ", resources=" + resources + ", env=" + env.keySet() + ", params=" + params.keySet() + ", options="
                + options.keySet() + "]";
    }
}
