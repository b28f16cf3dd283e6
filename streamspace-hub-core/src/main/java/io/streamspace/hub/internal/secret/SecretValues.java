package io.streamspace.hub.internal.secret;

import io.streamspace.hub.ParamType;
import io.streamspace.hub.Template;
import io.streamspace.protocol.message.SessionSpec;
import java.util.HashMap;
import java.util.Map;

/**
 * The values of a session's secret parameters that have one, in the two places where its agent expects them.
 *
 * @param params by the parameter's name
 * @param env by the environment variable's name
 */
public record SecretValues(Map<String, String> params, Map<String, String> env) {
    public SecretValues {
        params = Map.copyOf(params);
        env = Map.copyOf(env);
    }

    /** Of a template's parameters, those that are secret and have a value. */
    public static SecretValues of(Template template, Map<String, String> values) {
        var params = new HashMap<String, String>();
        var env = new HashMap<String, String>();
        for (var param : template.params()) {
            var value = values.getOrDefault(param.name(), "");
            if (param.type() == ParamType.SECRET && !value.isEmpty()) {
                params.put(param.name(), value);
                env.put(param.variable(), value);
            }
        }
        return new SecretValues(params, env);
    }

    /** Named so that it is no property of the JSON. */
    public boolean areNone() {
        return params.isEmpty() && env.isEmpty();
    }

    /** The spec with these values in it. */
    public SessionSpec addTo(SessionSpec spec) {
        return spec.withValues(joined(spec.env(), env), joined(spec.params(), params));
    }

    /** The spec without these values. */
    public SessionSpec takeFrom(SessionSpec spec) {
        return spec.withValues(without(spec.env(), env), without(spec.params(), params));
    }

    private static Map<String, String> joined(Map<String, String> open, Map<String, String> secret) {
        var all = new HashMap<>(open);
        all.putAll(secret);
        return all;
    }

    private static Map<String, String> without(Map<String, String> all, Map<String, String> secret) {
        var open = new HashMap<>(all);
        open.keySet().removeAll(secret.keySet());
        return open;
    }

    /** The names alone. */
    @Override
    public String toString() {
        return "SecretValues[params=" + params.keySet() + ", env=" + env.keySet() + "]";
    }
}
