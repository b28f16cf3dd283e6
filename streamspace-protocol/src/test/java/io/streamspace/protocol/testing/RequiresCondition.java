package io.streamspace.protocol.testing;

import java.util.Arrays;
import java.util.Optional;
import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.platform.commons.support.AnnotationSupport;

/** Decides for {@link Requires}: run, skip with a line, or fail. */
class RequiresCondition implements ExecutionCondition {
    private static final String FAIL_PROPERTY = "streamspace.require.all";
    private static final String FAIL_VARIABLE = "STREAMSPACE_REQUIRE_ALL";

    private final Machine machine;

    RequiresCondition() {
        this(new Machine(System.getenv()));
    }

    RequiresCondition(Machine machine) {
        this.machine = machine;
    }

    @Override
    public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
        var missing = AnnotationSupport.findAnnotation(context.getElement(), Requires.class)
                .flatMap(this::firstMissing);
        if (missing.isEmpty()) {
            return ConditionEvaluationResult.enabled("everything that it needs is there");
        }
        var reason = context.getDisplayName() + ": " + missing.get();
        if (failsOnMissing(context)) {
            throw new AssertionError(reason);
        }
        System.out.println("SKIPPED " + reason);
        return ConditionEvaluationResult.disabled(reason);
    }

    private Optional<String> firstMissing(Requires requires) {
        return Arrays.stream(requires.value())
                .flatMap(component -> component.missing(machine).stream())
                .findFirst();
    }

    private boolean failsOnMissing(ExtensionContext context) {
        return context.getConfigurationParameter(FAIL_PROPERTY)
                .or(() -> Optional.ofNullable(machine.environment().get(FAIL_VARIABLE)))
                .map(Boolean::parseBoolean)
                .orElse(false);
    }
}
