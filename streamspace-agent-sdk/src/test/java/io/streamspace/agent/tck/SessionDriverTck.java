package io.streamspace.agent.tck;

/**
 * The kit whole. A driver's author extends it by a class whose name ends in {@code Test}, says what {@link DriverUnderTest} asks for, and has
 * JUnit run it. Each test's name begins with the number of the guarantee in {@link io.streamspace.agent.spi.SessionDriver} that it checks.
 */
public abstract class SessionDriverTck extends StagedTck
        implements LifecycleTck, IdempotenceTck, RecoveryTck, ThreadsTck, TruthTck, HibernationTck, StreamTck {}
