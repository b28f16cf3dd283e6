package io.streamspace.driver.docker;

import com.github.dockerjava.api.DockerClient;
import com.github.dockerjava.api.exception.DockerException;
import com.github.dockerjava.api.exception.NotFoundException;
import io.streamspace.agent.spi.DriverException;
import java.io.IOException;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The engine's API as the rest of the driver calls it: interruptible, and with failures in the words of {@link Failures}. */
final class Engine implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Engine.class);

    private final DockerClient client;
    private final String host;

    Engine(DockerClient client, String host) {
        this.client = client;
        this.host = host;
    }

    /** Where it is, for the operator. */
    String host() {
        return host;
    }

    /** For what goes on for long and is cut by closing it: event streams and pulls. */
    DockerClient client() {
        return client;
    }

    /**
     * Makes one call. All our calls may be repeated, so one that met a connection which the engine had closed, as after its restart, is made once
     * more on a new one.
     */
    <T> T call(Function<DockerClient, T> request) throws DriverException, InterruptedException {
        try {
            return answer(request);
        } catch (DockerException e) {
            throw Failures.of(e, host);
        }
    }

    /** Makes a call of which these answers are no failures: what is asked for is the case already. */
    void run(Consumer<DockerClient> request, Class<?>... harmless) throws DriverException, InterruptedException {
        try {
            answer(client -> {
                request.accept(client);
                return true;
            });
        } catch (DockerException e) {
            if (Stream.of(harmless).noneMatch(kind -> kind.isInstance(e))) {
                throw Failures.of(e, host);
            }
        }
    }

    /** Makes a call for something that may not be there. */
    <T> Optional<T> find(Function<DockerClient, T> request) throws DriverException, InterruptedException {
        try {
            return Optional.of(answer(request));
        } catch (NotFoundException e) {
            return Optional.empty();
        } catch (DockerException e) {
            throw Failures.of(e, host);
        }
    }

    /** What the engine refuses comes out as it is; that it cannot be reached, as a failure of the driver. */
    private <T> T answer(Function<DockerClient, T> request) throws DriverException, InterruptedException {
        try {
            return request.apply(client);
        } catch (DockerException e) {
            throw e;
        } catch (RuntimeException e) {
            throwIfInterrupted(e);
            LOG.atDebug()
                    .addKeyValue("reason", e.getMessage())
                    .log("The connection to the engine broke; trying a new one");
        }
        try {
            return request.apply(client);
        } catch (DockerException e) {
            throw e;
        } catch (RuntimeException e) {
            throwIfInterrupted(e);
            throw Failures.of(e, host);
        }
    }

    /** An interrupt closes the socket in mid-call, which then shows as any failure. */
    private static void throwIfInterrupted(RuntimeException failure) throws InterruptedException {
        if (Thread.interrupted()) {
            var interrupted = new InterruptedException("interrupted while the engine was asked");
            interrupted.initCause(failure);
            throw interrupted;
        }
    }

    @Override
    public void close() {
        try {
            client.close();
        } catch (IOException e) {
            LOG.atDebug().addKeyValue("reason", e.getMessage()).log("A connection to the engine did not close");
        }
    }
}
