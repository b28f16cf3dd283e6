package io.streamspace.driver.k8s;

import io.fabric8.kubernetes.api.model.Event;
import io.fabric8.kubernetes.api.model.Pod;
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

    /** Waits for the greeting (D-101). */
    void await(String sessionId, String name, Progress progress) throws DriverException, InterruptedException {
        var changed = new Semaphore(0);
        long began = System.nanoTime();
        String stage = "";
        try (var listening = pods.listening(id -> release(id, sessionId, changed))) {
            while (true) {
                Optional<Pod> pod = pods.of(sessionId).filter(Boot::stays);
                Duration waited = Duration.ofNanos(System.nanoTime() - began);
                check(pod, name, waited);
                if (pod.isPresent()) {
                    stage = tell(stage, pod.get(), progress);
                    if (isStarted(pod.get()) && observation.greets(pod.get())) {
                        return;
                    }
                }
                if (changed.tryAcquire(PAUSE_MILLIS, TimeUnit.MILLISECONDS)) {
                    changed.drainPermits();
                }
                if (waited.compareTo(limit) > 0) {
                    throw silent(sessionId, pod);
                }
            }
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

    private static boolean isStarted(Pod pod) {
        return pod.getStatus() != null && "Running".equals(pod.getStatus().getPhase());
    }

    private void check(Optional<Pod> pod, String name, Duration waited) throws DriverException {
        Optional<Trouble.Reason> trouble = pod.isPresent()
                ? Trouble.of(
                        pod.get(), pods.events("Pod", pod.get().getMetadata().getName()))
                : Trouble.withoutPod(pods.events("ReplicaSet", name));
        if (trouble.isPresent() && (!trouble.get().waits() || waited.compareTo(ROOM) > 0)) {
            throw trouble.get().asException();
        }
    }

    private String tell(String before, Pod pod, Progress progress) {
        boolean scheduled = pod.getSpec().getNodeName() != null;
        boolean pulling = pods.events("Pod", pod.getMetadata().getName()).stream()
                .map(Event::getReason)
                .reduce((earlier, later) -> later)
                .filter("Pulling"::equals)
                .isPresent();
        String image = pod.getSpec().getContainers().getFirst().getImage();
        String stage = isStarted(pod)
                ? "starting_desktop"
                : pulling ? "pulling_image" : scheduled ? "scheduled" : "scheduling";
        if (!stage.equals(before)) {
            switch (stage) {
                case "starting_desktop" -> progress.report(stage, "Waiting for the desktop", 0.8);
                case "pulling_image" -> progress.report(stage, "Pulling the image " + image, 0.4);
                case "scheduled" ->
                    progress.report(stage, "The pod is on " + pod.getSpec().getNodeName(), 0.3);
                default -> progress.report(stage, "Looking for a node", 0.2);
            }
        }
        return stage;
    }

    private DriverException silent(String sessionId, Optional<Pod> pod) throws DriverException, InterruptedException {
        if (deployments.find(sessionId).isEmpty()) {
            return new DriverException(
                    Kind.DESKTOP_FAILED, "The session was removed while it started. Start the session again.");
        }
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

    /** Waits until nothing of the session runs any more. */
    void awaitEnd(String sessionId) throws DriverException, InterruptedException {
        var changed = new Semaphore(0);
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(30);
        try (var listening = pods.listening(id -> release(id, sessionId, changed))) {
            while (!pods.all(sessionId).isEmpty()) {
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
