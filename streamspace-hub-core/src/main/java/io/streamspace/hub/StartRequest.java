package io.streamspace.hub;

import io.streamspace.protocol.message.Resources;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a person asks for. The hub checks it against the template; what is null is the template's choice or nobody's.
 *
 * @param user the owner
 * @param region only an agent of this region will do
 * @param platform only an agent of this platform will do
 * @param tags free words to find it by
 * @param params values for the template's parameters
 * @param limits when it is to end by itself
 */
public record StartRequest(
        String user,
        String template,
        @Nullable String displayName,
        @Nullable String region,
        @Nullable String platform,
        List<String> tags,
        @Nullable Resources resources,
        @Nullable Boolean persistentHome,
        Map<String, String> params,
        SessionLimits limits) {
    public StartRequest {
        tags = List.copyOf(tags);
        params = Map.copyOf(params);
    }

    /** Without limits but the template's. */
    public StartRequest(
            String user,
            String template,
            @Nullable String displayName,
            @Nullable String region,
            @Nullable String platform,
            List<String> tags,
            @Nullable Resources resources,
            @Nullable Boolean persistentHome,
            Map<String, String> params) {
        this(
                user,
                template,
                displayName,
                region,
                platform,
                tags,
                resources,
                persistentHome,
                params,
                SessionLimits.NONE);
    }

    /** A session of {@code template} for {@code user}, everything else as the template says. */
    public static StartRequest of(String user, String template) {
        return new StartRequest(user, template, null, null, null, List.of(), null, null, Map.of());
    }

    /** The same on one platform only. */
    public StartRequest onPlatform(String only) {
        return new StartRequest(
                user, template, displayName, region, only, tags, resources, persistentHome, params, limits);
    }

    /** The same in one region only. */
    public StartRequest inRegion(String only) {
        return new StartRequest(
                user, template, displayName, only, platform, tags, resources, persistentHome, params, limits);
    }

    /** The same with limits of its own. */
    public StartRequest within(SessionLimits own) {
        return new StartRequest(
                user, template, displayName, region, platform, tags, resources, persistentHome, params, own);
    }
}
