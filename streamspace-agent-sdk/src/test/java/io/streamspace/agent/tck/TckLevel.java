package io.streamspace.agent.tck;

import static org.junit.jupiter.api.Assumptions.abort;

import java.util.Optional;

/** A level of the kit. */
public interface TckLevel {
    /** What the present test plays on. */
    TckStage stage();

    /** What the driver's author told the kit. */
    DriverUnderTest subject();

    /** An optional answer of the author; the test is skipped where there is none. */
    default <T> T offered(Optional<T> answer, String method) {
        return answer.orElseGet(() -> abort("the driver's author did not override " + method + "()"));
    }
}
