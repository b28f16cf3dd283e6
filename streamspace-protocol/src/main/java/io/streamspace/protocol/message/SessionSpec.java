package io.streamspace.protocol.message;

import io.streamspace.protocol.Checks;
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
    /** Name of the endpoint that a viewer opens. */
    public static final String VNC_ENDPOINT = "vnc";

    /** Port of a desktop's VNC server where a template says nothing. */
    public static final int DEFAULT_VNC_PORT = 5900;

    /** Something inside the session that can be dialled by name. */
    public record Endpoint(String name, int port) {
        public Endpoint {
            Checks.id(name, "endpoint name");
            if (port < 1 || port > 65535) {
                throw new IllegalArgumentException("endpoint port must be 1 to 65535");
            }
        }
    }

    /** Width and height in pixels. */
    public record Geometry(int width, int height) {
        public Geometry {
            if (width < 64 || width > 16384 || height < 64 || height > 16384) {
                throw new IllegalArgumentException("geometry must be 64 to 16384 pixels each way");
            }
        }
    }

    public SessionSpec {
        Checks.text(user, "user", 256);
        Checks.id(template, "template");
        Checks.text(displayName, "display_name", 256);
        command = List.copyOf(Checks.present(command, "command"));
        env = Map.copyOf(Checks.present(env, "env"));
        endpoints = List.copyOf(Checks.present(endpoints, "endpoints"));
        Checks.present(resources, "resources");
        params = Map.copyOf(Checks.present(params, "params"));
        options = Map.copyOf(Checks.present(options, "options"));
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
}
