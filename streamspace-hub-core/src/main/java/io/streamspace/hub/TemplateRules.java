package io.streamspace.hub;

import io.streamspace.hub.internal.Names;
import io.streamspace.protocol.message.SessionSpec;
import io.streamspace.protocol.message.SessionSpec.Endpoint;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/** What must hold of a template; each failure is a sentence for whoever wrote it. */
final class TemplateRules {
    private static final int MAX_DISPLAY_NAME = 256;
    private static final Pattern VARIABLE = Pattern.compile("[A-Za-z_][A-Za-z0-9_]*");

    private static final int MAX_TAGS = 20;
    private static final int MAX_TAG = 40;

    private TemplateRules() {}

    static void check(
            String name,
            String displayName,
            Map<String, String> platforms,
            List<Endpoint> endpoints,
            Map<String, String> env,
            List<Template.Param> params) {
        Names.check(name, "The template's name");
        if (displayName.isBlank() || displayName.length() > MAX_DISPLAY_NAME) {
            throw wrong(name, "display_name must have 1 to " + MAX_DISPLAY_NAME + " characters");
        }
        if (platforms.isEmpty()) {
            throw wrong(name, "at least one platform is needed, such as docker with the image that it runs");
        }
        platforms.keySet().forEach(platform -> Names.check(platform, "Template '" + name + "': a platform's name"));
        checkEndpoints(name, endpoints);
        env.keySet().stream().filter(key -> !isVariable(key)).findFirst().ifPresent(key -> {
            throw wrong(name, "'" + key + "' is no name of an environment variable");
        });
        new ParamRules(name, env.keySet()).check(params);
    }

    private static void checkEndpoints(String name, List<Endpoint> endpoints) {
        var seen = new HashSet<String>();
        for (var endpoint : endpoints) {
            if (!seen.add(endpoint.name())) {
                throw wrong(name, "there are two endpoints named '" + endpoint.name() + "'");
            }
        }
        if (!seen.contains(SessionSpec.VNC_ENDPOINT)) {
            throw wrong(name, "an endpoint named 'vnc' is needed, which is what a viewer opens");
        }
    }

    static void checkTags(String name, List<String> tags) {
        if (tags.size() > MAX_TAGS
                || tags.stream().anyMatch(tag -> tag.isBlank() || tag.length() > MAX_TAG || !tag.equals(tag.strip()))) {
            throw wrong(name, "tags are at most " + MAX_TAGS + " words of 1 to " + MAX_TAG + " characters");
        }
        if (new HashSet<>(tags).size() < tags.size()) {
            throw wrong(name, "a tag is there twice");
        }
    }

    static boolean isVariable(String key) {
        return VARIABLE.matcher(key).matches();
    }

    static HubException wrong(String name, String what) {
        return new HubException(HubException.Code.INVALID_REQUEST, "Template '" + name + "': " + what + ".");
    }
}
