package io.streamspace.hub;

import io.streamspace.hub.Template.Param;
import io.streamspace.hub.internal.Names;
import io.streamspace.hub.internal.ParamCheck;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/** What must hold of a template's parameters, so that a form can be made of them and a session can be started with them. */
final class ParamRules {
    private final String template;
    private final Set<String> taken;

    /** @param environment the variables that the template sets itself */
    ParamRules(String template, Set<String> environment) {
        this.template = template;
        this.taken = new HashSet<>(environment);
    }

    void check(List<Param> params) {
        var names = new HashSet<String>();
        int geometries = 0;
        for (var param : params) {
            Names.check(param.name(), "Template '" + template + "': a parameter's name");
            require(names.add(param.name()), param, "is there twice");
            geometries += param.type() == ParamType.GEOMETRY ? 1 : 0;
            require(geometries <= 1, param, "is a second geometry; a desktop has one");
            require(!param.label().isBlank(), param, "needs a label");
            checkVariable(param);
            checkLimits(param);
            checkChoices(param);
            checkDefault(param);
        }
    }

    private void checkVariable(Param param) {
        if (param.type() == ParamType.GEOMETRY) {
            require(param.env() == null, param, "is a geometry, which goes into no variable; leave env out");
            return;
        }
        var variable = param.variable();
        require(TemplateRules.isVariable(variable), param, "has env '" + variable + "', which names no variable");
        require(taken.add(variable), param, "goes into the variable " + variable + ", which is set already");
    }

    private void checkLimits(Param param) {
        boolean numeric = isNumeric(param.type());
        var min = param.min();
        var max = param.max();
        require(numeric || (min == null && max == null), param, "has min or max, which only integer and number have");
        require(min == null || max == null || min.compareTo(max) <= 0, param, "has a min above its max");
        boolean text = param.type() == ParamType.STRING || param.type() == ParamType.SECRET;
        var maxLength = param.maxLength();
        require(
                text || (maxLength == null && param.pattern() == null),
                param,
                "has maxLength or pattern, which only string and secret have");
        require(
                maxLength == null || (maxLength >= 1 && maxLength <= Param.MAX_LENGTH),
                param,
                "has a maxLength that is not between 1 and " + Param.MAX_LENGTH);
        checkPattern(param);
    }

    private void checkPattern(Param param) {
        if (param.pattern() == null) {
            return;
        }
        try {
            Pattern.compile(param.pattern());
        } catch (PatternSyntaxException e) {
            throw wrong(param, "has a pattern that is no regular expression: " + e.getDescription());
        }
    }

    private void checkChoices(Param param) {
        require(param.type() != ParamType.ENUM || !param.choices().isEmpty(), param, "is an enum and needs choices");
        require(
                param.choices().isEmpty() || (param.type() != ParamType.BOOLEAN && param.type() != ParamType.SECRET),
                param,
                "has choices, which boolean and secret cannot have");
        param.choices().forEach(choice -> checkValue(param, choice, "has the choice '" + choice + "'"));
    }

    private void checkDefault(Param param) {
        var value = param.defaultValue();
        if (value == null) {
            return;
        }
        require(
                param.type() != ParamType.SECRET,
                param,
                "is a secret and must have no default, which everybody could read");
        require(
                param.choices().isEmpty() || param.choices().contains(value),
                param,
                "has a default that is not among its choices");
        checkValue(param, value, "has the default '" + value + "'");
    }

    private void checkValue(Param param, String value, String what) {
        try {
            ParamCheck.canonical(param, value);
        } catch (HubException e) {
            throw wrong(param, what + ", which it would refuse: " + e.getMessage());
        }
    }

    private static boolean isNumeric(ParamType type) {
        return type == ParamType.INTEGER || type == ParamType.NUMBER;
    }

    private void require(boolean holds, Param param, String otherwise) {
        if (!holds) {
            throw wrong(param, otherwise);
        }
    }

    private HubException wrong(Param param, String what) {
        return TemplateRules.wrong(template, "parameter '" + param.name() + "' " + what);
    }
}
