package io.streamspace.server.rest;

import io.streamspace.hub.Availability;
import io.streamspace.hub.Template;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A {@link Template} in the API, with whether it could start now. */
record TemplateJson(
        String name,
        String displayName,
        String description,
        @Nullable String icon,
        @Nullable String category,
        List<String> tags,
        List<String> platforms,
        ResourcesJson resources,
        boolean persistentHome,
        List<ParamJson> params,
        @Nullable String idleTimeout,
        @Nullable String maxSessionDuration,
        boolean available,
        @Nullable String unavailableReason) {
    static TemplateJson of(Template template, Availability availability) {
        return new TemplateJson(
                template.name(),
                template.displayName(),
                template.description(),
                template.icon(),
                template.category(),
                template.tags(),
                template.platforms().keySet().stream().sorted().toList(),
                ResourcesJson.of(template.resources()),
                template.persistentHome(),
                template.params().stream().map(ParamJson::of).toList(),
                template.limits() == null
                        ? null
                        : SessionJson.text(template.limits().idleTimeout()),
                template.limits() == null
                        ? null
                        : SessionJson.text(template.limits().maxDuration()),
                availability instanceof Availability.Available,
                reason(availability));
    }

    private static @Nullable String reason(Availability availability) {
        return switch (availability) {
            case Availability.Available available -> null;
            case Availability.Unavailable unavailable -> unavailable.reason();
        };
    }
}
