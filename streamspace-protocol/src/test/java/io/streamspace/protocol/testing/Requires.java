package io.streamspace.protocol.testing;

import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * The test class or method needs these components of the machine. If one is missing the test is skipped, and one line on
 * standard output says what is missing and how to get it. With {@code STREAMSPACE_REQUIRE_ALL=true} in the environment,
 * or the system property {@code streamspace.require.all=true}, which wins, it fails instead.
 */
@Inherited
@Target({ElementType.TYPE, ElementType.METHOD})
@Retention(RetentionPolicy.RUNTIME)
@ExtendWith(RequiresCondition.class)
public @interface Requires {
    Component[] value();
}
