package io.streamspace.agent.tck;

import java.nio.file.Path;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/**
 * The kit whole. A driver's author extends it by a class whose name ends in {@code Test}, says what {@link DriverUnderTest} asks for, and has
 * JUnit run it. Each test's name begins with the number of the guarantee in {@link io.streamspace.agent.spi.SessionDriver} that it checks.
 */
public abstract class SessionDriverTck
        implements DriverUnderTest, LifecycleTck, IdempotenceTck, RecoveryTck, ThreadsTck, TruthTck, HibernationTck {
    @TempDir
    @Nullable
    Path dataDirectory;

    private @Nullable TckStage stage;

    @BeforeEach
    final void setTheStage() {
        stage = new TckStage(this, Objects.requireNonNull(dataDirectory));
        stage.startAgent();
    }

    @AfterEach
    final void clearTheStage() {
        if (stage != null) {
            stage.close();
        }
    }

    @Override
    public final TckStage stage() {
        return Objects.requireNonNull(stage);
    }

    @Override
    public final DriverUnderTest subject() {
        return this;
    }
}
