package io.streamspace.hub.internal.session;

import io.streamspace.hub.HubException;
import io.streamspace.hub.HubException.Code;
import io.streamspace.hub.SessionLimits;
import io.streamspace.hub.StartRequest;
import io.streamspace.hub.Template;
import io.streamspace.hub.internal.secret.Sealed;
import io.streamspace.hub.internal.secret.SecretValues;
import io.streamspace.hub.internal.store.Plan;
import io.streamspace.protocol.message.SessionSpec;
import java.util.List;
import java.util.TreeSet;

/** Makes a session's plan of a template and what a person asks for, or says what is wrong with it. */
final class SessionPlans {
    private static final int MAX_TEXT = 256;
    private static final int MAX_TAGS = 32;
    private static final int MAX_TAG = 64;

    private SessionPlans() {}

    /** @param sealing encrypts what is secret, for the session that this becomes */
    static Plan of(Template template, StartRequest request, Sealing sealing) {
        if (request.user().isBlank() || request.user().length() > MAX_TEXT) {
            throw wrong("The user's name must have 1 to " + MAX_TEXT + " characters.");
        }
        var displayName = request.displayName() == null ? template.displayName() : request.displayName();
        if (displayName.isBlank() || displayName.length() > MAX_TEXT) {
            throw wrong("The session's name must have 1 to " + MAX_TEXT + " characters.");
        }
        checkPlatform(template, request);
        checkTags(request.tags());
        var values = ParamValues.of(template, request.params());
        var spec = new SessionSpec(
                request.user(),
                template.name(),
                displayName,
                null,
                template.command(),
                values.environment(),
                template.endpoints(),
                request.resources() == null ? template.resources() : request.resources(),
                request.persistentHome() == null ? template.persistentHome() : request.persistentHome(),
                values.geometry(),
                values.byName(),
                template.options());
        var usual = template.limits() == null ? SessionLimits.NONE : template.limits();
        var sealed = values.secrets().areNone() ? null : sealing.seal(template, values.secrets());
        return new Plan(spec, template.platforms(), request.limits().orElse(usual), template.viewerPolicy(), sealed);
    }

    /** Encrypts the secret values of one session. */
    @FunctionalInterface
    interface Sealing {
        Sealed seal(Template template, SecretValues values);
    }

    static void checkTags(List<String> tags) {
        if (tags.size() > MAX_TAGS) {
            throw wrong("A session can have at most " + MAX_TAGS + " tags.");
        }
        if (tags.stream().anyMatch(tag -> tag.isBlank() || tag.length() > MAX_TAG)) {
            throw wrong("A tag must have 1 to " + MAX_TAG + " characters.");
        }
    }

    private static void checkPlatform(Template template, StartRequest request) {
        var platform = request.platform();
        if (platform != null && !template.platforms().containsKey(platform)) {
            throw wrong("'" + template.displayName() + "' does not run on platform '" + platform + "', only on "
                    + String.join(", ", new TreeSet<>(template.platforms().keySet())) + ".");
        }
    }

    private static HubException wrong(String message) {
        return new HubException(Code.INVALID_REQUEST, message);
    }
}
