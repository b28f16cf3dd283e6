package io.streamspace.hub.internal.store;

import io.streamspace.hub.SessionLimits;
import io.streamspace.hub.ViewerLimits;
import io.streamspace.hub.internal.secret.Sealed;
import io.streamspace.protocol.message.SessionSpec;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a session is to be, kept from the template as it was when the session was asked for.
 *
 * @param spec without an image, since the platform is not known yet, and without the values of secret parameters
 * @param images what runs on each platform; an empty text where the platform has only one thing to run
 * @param viewers what its viewers may do at most
 * @param secrets the values of secret parameters; null where there are none
 */
public record Plan(
        SessionSpec spec,
        Map<String, String> images,
        SessionLimits limits,
        ViewerLimits viewers,
        @Nullable Sealed secrets) {
    public Plan {
        images = Map.copyOf(images);
    }

    public Set<String> platforms() {
        return images.keySet();
    }

    /** What an agent of that platform is told to start. */
    public SessionSpec on(String platform) {
        var image = images.getOrDefault(platform, "");
        return new SessionSpec(
                spec.user(),
                spec.template(),
                spec.displayName(),
                image.isEmpty() ? null : image,
                spec.command(),
                spec.env(),
                spec.endpoints(),
                spec.resources(),
                spec.persistentHome(),
                spec.geometry(),
                spec.params(),
                spec.options());
    }
}
