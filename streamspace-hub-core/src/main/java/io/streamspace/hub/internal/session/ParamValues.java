package io.streamspace.hub.internal.session;

import io.streamspace.hub.HubException;
import io.streamspace.hub.ParamType;
import io.streamspace.hub.Template;
import io.streamspace.hub.Template.Param;
import io.streamspace.hub.internal.ParamCheck;
import io.streamspace.hub.internal.secret.SecretValues;
import io.streamspace.protocol.message.SessionSpec.Geometry;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What a session gets of its template's parameters and its user's values.
 *
 * @param byName each parameter's value but for those of secrets; an empty text where there is none
 * @param environment the template's, with the parameters that have a value
 * @param geometry the user's where there is a parameter for it, else the template's
 * @param secrets the values of secret parameters that have one, which stand nowhere else
 */
record ParamValues(
        Map<String, String> byName,
        Map<String, String> environment,
        @Nullable Geometry geometry,
        SecretValues secrets) {
    /** @throws HubException {@code INVALID_REQUEST} that names the field and says what is allowed */
    static ParamValues of(Template template, Map<String, String> given) {
        checkKnown(template, given);
        var byName = new HashMap<String, String>();
        var environment = new HashMap<>(template.env());
        var geometry = template.geometry();
        var secrets = new HashMap<String, String>();
        for (var param : template.params()) {
            var value = value(param, given);
            if (param.type() == ParamType.SECRET && !value.isEmpty()) {
                secrets.put(param.name(), value);
                continue;
            }
            byName.put(param.name(), value);
            if (value.isEmpty()) {
                continue;
            }
            if (param.type() == ParamType.GEOMETRY) {
                geometry = ParamCheck.geometry(value).orElseThrow();
            } else {
                environment.put(param.variable(), value);
            }
        }
        return new ParamValues(byName, environment, geometry, SecretValues.of(template, secrets));
    }

    private static void checkKnown(Template template, Map<String, String> given) {
        var known = template.params().stream().map(Param::name).collect(Collectors.toCollection(TreeSet::new));
        given.keySet().stream()
                .filter(name -> !known.contains(name))
                .sorted()
                .findFirst()
                .ifPresent(name -> {
                    throw HubException.invalid(
                            "params." + name,
                            "'" + template.displayName() + "' has no parameter '" + name + "'. "
                                    + (known.isEmpty() ? "It has none." : "It has " + String.join(", ", known) + "."));
                });
    }

    private static String value(Param param, Map<String, String> given) {
        var value = given.getOrDefault(param.name(), param.defaultValue() == null ? "" : param.defaultValue());
        if (!value.isEmpty()) {
            return ParamCheck.canonical(param, value);
        }
        if (param.required()) {
            throw HubException.invalid("params." + param.name(), "A value for '" + param.label() + "' is needed.");
        }
        return value;
    }
}
