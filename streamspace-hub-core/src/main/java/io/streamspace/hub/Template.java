package io.streamspace.hub;

import io.streamspace.protocol.message.Resources;
import io.streamspace.protocol.message.SessionSpec;
import io.streamspace.protocol.message.SessionSpec.Endpoint;
import io.streamspace.protocol.message.SessionSpec.Geometry;
import java.math.BigDecimal;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What sessions are made from.
 *
 * @param name its id: letters, digits and {@code . _ : -}
 * @param icon an emoji, or a data or relative URL
 * @param platforms for each platform that can run it, what it runs there; an empty text where the platform has only one thing to run
 * @param endpoints what can be dialled in a session; one of them is {@code vnc}
 * @param geometry the desktop's first size; null for the driver's
 * @param params what a user may choose
 * @param options keys of the platforms' own, such as {@code docker.network}
 * @param limits when its sessions end by themselves, unless they are asked for with other limits; null for never
 * @param viewerPolicy what viewers of its sessions may do at most
 * @param tags words to find it by
 */
public record Template(
        String name,
        String displayName,
        String description,
        @Nullable String icon,
        @Nullable String category,
        Map<String, String> platforms,
        List<Endpoint> endpoints,
        Resources resources,
        Map<String, String> env,
        List<String> command,
        @Nullable Geometry geometry,
        List<Param> params,
        boolean persistentHome,
        Map<String, String> options,
        @Nullable SessionLimits limits,
        ViewerLimits viewerPolicy,
        List<String> tags) {
    /**
     * Something that a user may choose. A value reaches the session in the environment {@linkplain #variable() variable} of the parameter, whole
     * and as it is: nothing in it is expanded or run.
     *
     * @param label what people call it
     * @param description a sentence for the form; null where the label says it all
     * @param defaultValue null where there is none
     * @param required whether a session cannot start without it
     * @param choices the only values allowed; empty for any
     * @param min least {@code integer} or {@code number}; null for any
     * @param max greatest {@code integer} or {@code number}; null for any
     * @param maxLength most characters of a {@code string} or {@code secret}; null for {@value #MAX_LENGTH}
     * @param pattern what a whole {@code string} or {@code secret} must match; null for anything
     * @param env the environment variable that carries it; null for {@code PARAM_} and the name in capitals
     */
    public record Param(
            String name,
            String label,
            @Nullable String description,
            ParamType type,
            @Nullable String defaultValue,
            boolean required,
            List<String> choices,
            @Nullable BigDecimal min,
            @Nullable BigDecimal max,
            @Nullable Integer maxLength,
            @Nullable String pattern,
            @Nullable String env) {
        /** Most characters of a value. */
        public static final int MAX_LENGTH = 4096;

        public Param {
            choices = List.copyOf(choices);
            // A template that was stored before there were types has none.
            type = Objects.requireNonNullElse(type, choices.isEmpty() ? ParamType.STRING : ParamType.ENUM);
        }

        /** One of the choices, or any text where there are none. */
        public Param(String name, String label, @Nullable String defaultValue, boolean required, List<String> choices) {
            this(
                    name,
                    label,
                    null,
                    choices.isEmpty() ? ParamType.STRING : ParamType.ENUM,
                    defaultValue,
                    required,
                    choices,
                    null,
                    null,
                    null,
                    null,
                    null);
        }

        /** The environment variable that carries the value: {@code PARAM_START_PAGE} for {@code start-page} where {@code env} says nothing. */
        public String variable() {
            return env == null ? "PARAM_" + name.toUpperCase(Locale.ROOT).replaceAll("[^A-Z0-9]", "_") : env;
        }
    }

    /** Checks it. @throws HubException {@code INVALID_REQUEST} with a sentence about the field */
    public Template {
        platforms = Map.copyOf(platforms);
        endpoints = List.copyOf(endpoints);
        env = Map.copyOf(env);
        command = List.copyOf(command);
        params = List.copyOf(params);
        options = Map.copyOf(options);
        // One that was stored before there were any has none.
        viewerPolicy = Objects.requireNonNullElse(viewerPolicy, ViewerLimits.NONE);
        tags = List.copyOf(Objects.requireNonNullElse(tags, List.of()));
        TemplateRules.check(name, displayName, platforms, endpoints, env, params);
        TemplateRules.checkTags(name, tags);
    }

    /** Without limits and tags. */
    public Template(
            String name,
            String displayName,
            String description,
            @Nullable String icon,
            @Nullable String category,
            Map<String, String> platforms,
            List<Endpoint> endpoints,
            Resources resources,
            Map<String, String> env,
            List<String> command,
            @Nullable Geometry geometry,
            List<Param> params,
            boolean persistentHome,
            Map<String, String> options) {
        this(
                name,
                displayName,
                description,
                icon,
                category,
                platforms,
                endpoints,
                resources,
                env,
                command,
                geometry,
                params,
                persistentHome,
                options,
                null,
                ViewerLimits.NONE,
                List.of());
    }

    /** The same with other limits for viewers. */
    public Template withViewerPolicy(ViewerLimits viewers) {
        return new Template(
                name,
                displayName,
                description,
                icon,
                category,
                platforms,
                endpoints,
                resources,
                env,
                command,
                geometry,
                params,
                persistentHome,
                options,
                limits,
                viewers,
                tags);
    }

    /** A template with a VNC server on its usual port, and everything else left to the driver. */
    public static Template of(String name, String displayName, Map<String, String> platforms) {
        return new Template(
                name,
                displayName,
                "",
                null,
                null,
                platforms,
                List.of(new Endpoint(SessionSpec.VNC_ENDPOINT, SessionSpec.DEFAULT_VNC_PORT)),
                Resources.NONE,
                Map.of(),
                List.of(),
                null,
                List.of(),
                false,
                Map.of());
    }
}
