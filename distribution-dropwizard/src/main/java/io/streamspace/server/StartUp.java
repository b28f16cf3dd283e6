package io.streamspace.server;

import io.dropwizard.lifecycle.Managed;
import io.streamspace.hub.ReadinessCheck;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Prepares the database and starts the hub, on a thread of its own and again until it succeeds: the server answers
 * {@code /health} from the first moment and {@code /ready} says what it waits for.
 */
final class StartUp implements Managed {
    private static final Logger LOG = LoggerFactory.getLogger(StartUp.class);
    private static final Duration RETRY = Duration.ofSeconds(2);

    private final ServedHub hub;
    private final Callable<?> databaseStarted;
    private final Runnable preparation;
    private final Runnable afterwards;
    private final CountDownLatch done = new CountDownLatch(1);
    private volatile String waitingFor = "The server is being started.";
    private @Nullable Thread thread;

    /**
     * @param databaseStarted returns when the database has been started, where somebody starts it beside the server
     * @param preparation what must be in the database before the hub starts
     * @param afterwards what needs the hub
     */
    StartUp(ServedHub hub, Callable<?> databaseStarted, Runnable preparation, Runnable afterwards) {
        this.hub = hub;
        this.databaseStarted = databaseStarted;
        this.preparation = preparation;
        this.afterwards = afterwards;
    }

    @Override
    public void start() {
        thread = Thread.ofPlatform().daemon().name("streamspace-start").start(this::startUntilItSucceeds);
    }

    private void startUntilItSucceeds() {
        try {
            while (!tryStart()) {
                Thread.sleep(RETRY);
            }
            done.countDown();
            LOG.atInfo().log("StreamSpace is ready");
        } catch (InterruptedException stopping) {
            waitingFor = "The server is being stopped.";
        }
    }

    private boolean tryStart() throws InterruptedException {
        try {
            databaseStarted.call();
            preparation.run();
            hub.start();
            afterwards.run();
            return true;
        } catch (InterruptedException stopping) {
            throw stopping;
        } catch (Exception failed) {
            waitingFor = "The database is not usable yet; the server tries again every " + RETRY.toSeconds()
                    + " s. Its log says why.";
            LOG.atWarn()
                    .addKeyValue("cause", rootMessage(failed))
                    .log("The server cannot start its work yet and will try again");
            LOG.atDebug().setCause(failed).log("Why the server could not start its work");
            return false;
        }
    }

    /** False when it takes longer than {@code limit}. */
    boolean await(Duration limit) throws InterruptedException {
        return done.await(limit.toMillis(), TimeUnit.MILLISECONDS);
    }

    /** The start, and once it is done what the hub says of its parts. */
    List<ReadinessCheck> readiness() {
        List<ReadinessCheck> checks = new ArrayList<>();
        boolean started = done.getCount() == 0;
        checks.add(new ReadinessCheck("start", started, started ? "done" : waitingFor));
        if (started) {
            checks.addAll(hub.readiness());
        }
        return checks;
    }

    @Override
    public void stop() throws InterruptedException {
        if (thread != null) {
            thread.interrupt();
            thread.join(RETRY);
        }
        hub.close();
    }

    private static String rootMessage(Throwable failure) {
        Throwable root = failure;
        while (root.getCause() != null && root.getCause() != root) {
            root = root.getCause();
        }
        return Objects.toString(root.getMessage(), root.getClass().getSimpleName());
    }
}
