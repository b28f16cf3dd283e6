package io.streamspace.driver.docker;

import static io.streamspace.driver.docker.DriverFixture.ref;

import io.streamspace.agent.spi.DriverException;
import io.streamspace.agent.spi.Progress;
import io.streamspace.protocol.message.ObservedState;
import io.streamspace.protocol.message.SessionSpec;

/** A verb that is cut short, with what comes before it and what must be so once it was repeated. */
enum Verb {
    START(ObservedState.RUNNING),
    STOP(ObservedState.STOPPED),
    HIBERNATE(ObservedState.HIBERNATED),
    WAKE(ObservedState.RUNNING),
    DESTROY(ObservedState.STOPPED);

    final ObservedState outcome;

    Verb(ObservedState outcome) {
        this.outcome = outcome;
    }

    /** Brings the session to where the verb begins. */
    void prepare(DockerDriver driver, String sessionId, SessionSpec spec) throws DriverException, InterruptedException {
        switch (this) {
            case START -> {}
            case STOP, HIBERNATE, DESTROY -> driver.start(ref(sessionId), spec, Progress.IGNORED);
            case WAKE -> {
                driver.start(ref(sessionId), spec, Progress.IGNORED);
                driver.hibernate(ref(sessionId));
            }
        }
    }

    void run(DockerDriver driver, String sessionId, SessionSpec spec) throws DriverException, InterruptedException {
        switch (this) {
            case START -> driver.start(ref(sessionId), spec, Progress.IGNORED);
            case STOP -> driver.stop(ref(sessionId));
            case HIBERNATE -> driver.hibernate(ref(sessionId));
            case WAKE -> driver.wake(ref(sessionId), spec, Progress.IGNORED);
            case DESTROY -> driver.destroy(ref(sessionId));
        }
    }
}
