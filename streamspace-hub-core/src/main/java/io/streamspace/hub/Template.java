package io.streamspace.hub;

import io.streamspace.protocol.message.Resources;
import io.streamspace.protocol.message.SessionSpec;
import io.streamspace.protocol.message.SessionSpec.Endpoint;
import io.streamspace.protocol.message.SessionSpec.Geometry;
import java.util.List;
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
 * @param viewerPolicy what viewers of its sessions may do at most
 * @param options keys of the platforms' own, such as {@code docker.network}
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
        ViewerLimits viewerPolicy) {
    /**
     * Something that a user may choose.
     *
     * @param label what people call it
     * @param defaultValue null where there is none
     * @param required whether a session cannot start without it
     * @param choices the only values allowed; empty for any
     */
    public record Param(
            String name, String label, @Nullable String defaultValue, boolean required, List<String> choices) {
        public Param {
            choices = List.copyOf(choices);
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
        TemplateRules.check(name, displayName, platforms, endpoints, env, params);
    }

    /** Without limits for viewers. */
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
                ViewerLimits.NONE);
    }

    /** The same with other limits for viewers. */
    public Template withViewerPolicy(ViewerLimits limits) {
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
                limits);
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
