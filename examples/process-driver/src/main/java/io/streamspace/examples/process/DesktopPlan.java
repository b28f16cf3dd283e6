package io.streamspace.examples.process;

import io.streamspace.agent.spi.DriverException;
import io.streamspace.agent.spi.DriverException.Kind;
import io.streamspace.protocol.message.SessionSpec;
import io.streamspace.protocol.message.SessionSpec.Endpoint;
import io.streamspace.protocol.message.SessionSpec.Geometry;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * A spec that was found possible here.
 *
 * @param command what to run instead of a terminal; empty for a terminal
 * @param memoryBytes limit of each single process; 0 for none
 */
record DesktopPlan(
        String user,
        String title,
        Path home,
        Geometry geometry,
        List<String> command,
        Map<String, String> environment,
        long memoryBytes) {
    private static final Geometry DEFAULT_GEOMETRY = new Geometry(1280, 800);
    private static final int LARGEST = 8192;
    private static final Pattern VARIABLE = Pattern.compile("[A-Za-z_][A-Za-z0-9_]*");

    /** Throws what the user can act on. */
    static DesktopPlan of(SessionSpec spec, Path home, Programs programs) throws DriverException {
        String image = spec.image();
        if (image != null && !image.isBlank()) {
            throw wrong("The process platform runs the desktop of its own machine and no images. Take \"" + image
                    + "\" out of the template, or choose a container platform for it.");
        }
        for (Endpoint endpoint : spec.endpoints()) {
            if (!endpoint.name().equals(SessionSpec.VNC_ENDPOINT)) {
                throw wrong("The process platform offers the endpoint vnc only. Take the endpoint \"" + endpoint.name()
                        + "\" out of the template, or choose a container platform for it.");
            }
        }
        for (String name : spec.env().keySet()) {
            if (!VARIABLE.matcher(name).matches()) {
                throw new DriverException(
                        Kind.INVALID_SPEC,
                        "\"" + name + "\" cannot name an environment variable. Use letters, digits and underscores.");
            }
        }
        if (!spec.command().isEmpty() && !programs.has(spec.command().getFirst())) {
            throw new DriverException(
                    Kind.INVALID_SPEC,
                    "The program \"" + spec.command().getFirst()
                            + "\" is not on this machine. Install it, or name another one in the template.");
        }
        return new DesktopPlan(
                spec.user(),
                spec.displayName(),
                home,
                geometry(spec),
                spec.command(),
                spec.env(),
                spec.resources().memoryBytes());
    }

    private static Geometry geometry(SessionSpec spec) throws DriverException {
        Geometry wanted = spec.geometry();
        if (wanted == null) {
            return DEFAULT_GEOMETRY;
        }
        if (wanted.width() > LARGEST || wanted.height() > LARGEST) {
            throw wrong("A desktop of " + wanted.width() + "x" + wanted.height() + " is too large here. Choose at most "
                    + LARGEST + "x" + LARGEST + ".");
        }
        return wanted;
    }

    private static DriverException wrong(String message) {
        return new DriverException(Kind.UNSUPPORTED, message);
    }
}
