package io.streamspace.hub.internal.reconcile;

import io.streamspace.hub.HubException;
import io.streamspace.hub.internal.SingleRun;
import io.streamspace.hub.spi.Timers;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Executor;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Takes its steps one after the other, again and again. A step that fails holds up no other; it comes again by itself. */
public final class Reconciler {
    private static final Logger LOG = LoggerFactory.getLogger(Reconciler.class);

    private final Timers timers;
    private final Duration interval;
    private final List<Step> steps;
    private final SingleRun round;
    private volatile boolean stopped;

    /** Something to look after. Blocks on the database and may throw {@link HubException} while that is away. */
    public interface Step {
        void take();
    }

    public Reconciler(Timers timers, Executor executor, Duration interval, List<Step> steps) {
        this.timers = timers;
        this.interval = interval;
        this.steps = List.copyOf(steps);
        this.round = new SingleRun(executor, this::run);
    }

    public void start() {
        round.request();
    }

    /** No further round is begun. */
    public void stop() {
        stopped = true;
    }

    private void run() {
        for (var step : steps) {
            if (!stopped) {
                take(step);
            }
        }
        if (!stopped) {
            timers.after(interval, round::request);
        }
    }

    private static void take(Step step) {
        try {
            step.take();
        } catch (HubException e) {
            LOG.atDebug().addKeyValue("cause", e.getMessage()).log("reconciliation waits for the database");
        } catch (RuntimeException e) {
            LOG.atError()
                    .addKeyValue("step", step.getClass().getSimpleName())
                    .setCause(e)
                    .log("reconciliation failed");
        }
    }
}
