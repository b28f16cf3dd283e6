package io.streamspace.agent.tck;

import java.nio.file.Path;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** Sets the stage for each test. Whose driver is not ready for the kit whole extends this and implements the levels that it has reached. */
public abstract class StagedTck implements DriverUnderTest {
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

    /** What the present test plays on. */
    public final TckStage stage() {
        return Objects.requireNonNull(stage);
    }

    /** What the driver's author told the kit. */
    public final DriverUnderTest subject() {
        return this;
    }
}
