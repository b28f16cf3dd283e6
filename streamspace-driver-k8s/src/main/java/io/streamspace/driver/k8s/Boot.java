package io.streamspace.driver.k8s;

import io.fabric8.kubernetes.api.model.ContainerStatus;
import io.fabric8.kubernetes.api.model.Event;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.streamspace.agent.spi.DriverException;
import io.streamspace.agent.spi.DriverException.Kind;
import io.streamspace.agent.spi.Progress;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/** The way of a session that is to run to a desktop that answers, as the watch shows it. */
final class Boot {
    /** How often a desktop that has not greeted is called; changes of the pod are heard at once. */
    private static final long PAUSE_MILLIS = 100;

    /** How often a session that has no pod yet is looked up; the pod's coming is heard at once. */
    private static final long ABSENCE_MILLIS = 500;

    /** A claim is bound and a place found within moments in a cluster that has room. */
    private static final Duration ROOM = Duration.ofSeconds(10);

    private final Pods pods;
    private final Deployments deployments;
    private final Observation observation;
    private final Duration limit;

    Boot(Pods pods, Deployments deployments, Observation observation, Duration limit) {
        this.pods = pods;
        this.deployments = deployments;
        this.observation = observation;
        this.limit = limit;
    }

    /**
     * Waits for the greeting (D-101).
     *
     * @return the pod that greeted
     */
    Pod await(String sessionId, Progress progress) throws DriverException, InterruptedException {
        var changed = new Semaphore(0);
        long began = System.nanoTime();
        Stage told = Stage.NONE;
        try (var listening = pods.listening(id -> release(id, sessionId, changed))) {
            while (true) {
                Optional<Pod> pod = pods.of(sessionId).filter(Boot::stays);
                Duration waited = Duration.ofNanos(System.nanoTime() - began);
                Optional<Trouble.Reason> trouble = trouble(sessionId, pod, waited);
                if (trouble.isPresent() && waited.compareTo(patience(trouble.get())) >= 0) {
                    throw trouble.get().asException();
                }
                if (pod.isPresent()) {
                    Stage stage = trouble.map(Stage::held).orElseGet(() -> stage(pod.get()));
                    told = tell(told, stage, progress);
                    if (isStarted(pod.get()) && observation.greets(pod.get())) {
                        return pod.get();
                    }
                }
                if (changed.tryAcquire(pod.isPresent() ? PAUSE_MILLIS : ABSENCE_MILLIS, TimeUnit.MILLISECONDS)) {
                    changed.drainPermits();
                }
                if (waited.compareTo(limit) > 0) {
                    throw silent(pod);
                }
            }
        }
    }

    private Duration patience(Trouble.Reason trouble) {
        return switch (trouble.passes()) {
            case NEVER -> Duration.ZERO;
            case IN_MOMENTS -> ROOM.compareTo(limit) < 0 ? ROOM : limit;
            case IN_MINUTES -> limit;
        };
    }

    /** What the user is shown while it lasts. */
    private record Stage(String name, String message, double fraction) {
        static final Stage NONE = new Stage("", "", 0);

        static Stage held(Trouble.Reason reason) {
            return new Stage("scheduling", reason.message(), 0.2);
        }
    }

    private static void release(String changedId, String sessionId, Semaphore changed) {
        if (changedId.equals(sessionId)) {
            changed.release();
        }
    }

    private static boolean stays(Pod pod) {
        return pod.getMetadata().getDeletionTimestamp() == null;
    }

    private static boolean hasEnded(Pod pod) {
        var containers = pod.getStatus() == null
                ? List.<ContainerStatus>of()
                : pod.getStatus().getContainerStatuses();
        return !stays(pod)
                && !containers.isEmpty()
                && containers.stream()
                        .allMatch(container -> container.getState() != null
                                && container.getState().getTerminated() != null);
    }

    private static boolean isStarted(Pod pod) {
        return pod.getStatus() != null && "Running".equals(pod.getStatus().getPhase());
    }

    /** A session without a pod is looked up, since nothing else tells that it was ended meanwhile or may have none. */
    private Optional<Trouble.Reason> trouble(String sessionId, Optional<Pod> pod, Duration waited)
            throws DriverException, InterruptedException {
        if (pod.isPresent()) {
            return Trouble.of(
                    pod.get(), pods.events("Pod", pod.get().getMetadata().getName()));
        }
        if (waited.toMillis() < ABSENCE_MILLIS) {
            return Optional.empty();
        }
        Optional<Deployment> deployment = deployments.find(sessionId);
        if (deployment.isEmpty() || Deployments.intention(deployment.get()) != Intention.RUN) {
            throw new DriverException(
                    Kind.DESKTOP_FAILED, "The session was ended while it started. Start the session again.");
        }
        return Trouble.withoutPod(deployment.get());
    }

    private Stage stage(Pod pod) {
        if (isStarted(pod)) {
            return new Stage("starting_desktop", "Waiting for the desktop", 0.8);
        }
        boolean pulling = pods.events("Pod", pod.getMetadata().getName()).stream()
                .map(Event::getReason)
                .reduce((earlier, later) -> later)
                .filter("Pulling"::equals)
                .isPresent();
        if (pulling) {
            String image = pod.getSpec().getContainers().getFirst().getImage();
            return new Stage("pulling_image", "Pulling the image " + image, 0.4);
        }
        String node = pod.getSpec().getNodeName();
        return node == null
                ? new Stage("scheduling", "Looking for a node", 0.2)
                : new Stage("scheduled", "The pod is on " + node, 0.3);
    }

    private static Stage tell(Stage before, Stage now, Progress progress) {
        if (!now.equals(before)) {
            progress.report(now.name(), now.message(), now.fraction());
        }
        return now;
    }

    private DriverException silent(Optional<Pod> pod) {
        List<Event> events = pod.map(
                        found -> pods.events("Pod", found.getMetadata().getName()))
                .orElse(List.of());
        return new DriverException(
                Kind.DESKTOP_FAILED,
                "The desktop does not answer after " + limit.toSeconds()
                        + " seconds. Check that the image runs a VNC server on the template's port and on all addresses of the pod.",
                true,
                events.isEmpty() ? "no events" : String.valueOf(events.getLast().getMessage()),
                null);
    }

    /** Waits until nothing of the session runs any more; the cluster shows what ran for some seconds longer. */
    void awaitEnd(String sessionId) throws DriverException, InterruptedException {
        var changed = new Semaphore(0);
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(30);
        try (var listening = pods.listening(id -> release(id, sessionId, changed))) {
            while (!pods.all(sessionId).stream().allMatch(Boot::hasEnded)) {
                if (System.nanoTime() > deadline) {
                    throw new DriverException(
                            Kind.PLATFORM_UNAVAILABLE,
                            "The cluster has not ended the session's pod yet, as when its node is down. Try again later.",
                            true,
                            null,
                            null);
                }
                if (changed.tryAcquire(PAUSE_MILLIS, TimeUnit.MILLISECONDS)) {
                    changed.drainPermits();
                }
            }
        }
    }
}
