package io.streamspace.driver.k8s;

import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.streamspace.agent.spi.DriverException;
import io.streamspace.agent.spi.SessionFacts;
import io.streamspace.agent.spi.SessionRef;
import io.streamspace.protocol.message.ObservedState;
import io.streamspace.protocol.message.SessionSpec;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** What is to be seen of sessions at this moment (D-501): asked of the API server, of the watch and of the desktop. */
final class Observation {
    private static final Duration TRUST = Duration.ofSeconds(30);

    private final Deployments deployments;
    private final Pods pods;
    private final Reach reach;
    private final InstantSource clock;

    /** When desktops greeted last, by their pods' uid; saves calls only, and a new process asks anew. */
    private final Map<String, Instant> greetings = new ConcurrentHashMap<>();

    /** @param reason a sentence for the user; null where the state says all */
    private record Look(ObservedState state, @Nullable String reason) {}

    Observation(Deployments deployments, Pods pods, Reach reach, InstantSource clock) {
        this.deployments = deployments;
        this.pods = pods;
        this.reach = reach;
        this.clock = clock;
    }

    SessionFacts of(SessionRef session) throws DriverException, InterruptedException {
        Optional<Deployment> deployment = deployments.find(session.sessionId());
        return deployment.isPresent() ? facts(deployment.get()) : SessionFacts.absent(session);
    }

    List<SessionFacts> all() throws DriverException, InterruptedException {
        List<SessionFacts> all = new ArrayList<>();
        for (Deployment deployment : deployments.all()) {
            all.add(facts(deployment));
        }
        return all;
    }

    SessionFacts facts(Deployment deployment) throws DriverException, InterruptedException {
        Map<String, String> annotations = Pods.annotations(deployment);
        Optional<Pod> pod = pods.of(deployment);
        Look look = look(deployment, pod);
        Map<String, String> metadata = new HashMap<>();
        metadata.put("deployment", deployment.getMetadata().getName());
        metadata.put("namespace", deployment.getMetadata().getNamespace());
        metadata.put("reach", reach.text());
        pod.ifPresent(found -> {
            metadata.put("pod", found.getMetadata().getName());
            metadata.put("node", String.valueOf(found.getSpec().getNodeName()));
        });
        Map<String, String> endpoints = new HashMap<>();
        Marks.endpoints(annotations)
                .forEach((name, port) ->
                        endpoints.put(name, deployment.getMetadata().getName() + ":" + port));
        return new SessionFacts(
                Marks.sessionId(annotations),
                Marks.generation(annotations),
                look.state(),
                "v1:" + deployment.getMetadata().getUid(),
                endpoints,
                metadata,
                look.reason(),
                Marks.resources(annotations));
    }

    private Look look(Deployment deployment, Optional<Pod> pod) throws DriverException, InterruptedException {
        if (deployment.getMetadata().getDeletionTimestamp() != null) {
            return new Look(ObservedState.STOPPED, null);
        }
        return switch (Deployments.intention(deployment)) {
            case PREPARE -> new Look(ObservedState.STARTING, null);
            case HIBERNATE -> new Look(ObservedState.HIBERNATED, null);
            case STOP -> new Look(ObservedState.STOPPED, null);
            case RUN -> pod.isPresent() ? running(pod.get()) : withoutPod(deployment);
        };
    }

    private static Look withoutPod(Deployment deployment) {
        if (Pods.annotations(deployment).containsKey(Marks.POD)) {
            return new Look(
                    ObservedState.FAILED,
                    "The cluster took the session's pod away, as when its node is drained or somebody deletes it. Start the session again.");
        }
        return Trouble.withoutPod(deployment)
                .map(reason -> new Look(ObservedState.FAILED, reason.message()))
                .orElseGet(() -> new Look(ObservedState.STARTING, null));
    }

    private Look running(Pod pod) throws DriverException, InterruptedException {
        Optional<Trouble.Reason> trouble =
                Trouble.of(pod, pods.events("Pod", pod.getMetadata().getName()));
        if (trouble.isPresent()) {
            return new Look(
                    trouble.get().passes() == Trouble.Passes.NEVER ? ObservedState.FAILED : ObservedState.STARTING,
                    trouble.get().message());
        }
        return new Look(greets(pod) ? ObservedState.RUNNING : ObservedState.STARTING, null);
    }

    /** A desktop that has greeted is not asked again at each look, since a VNC server takes note of everybody who calls. */
    boolean greets(Pod pod) throws DriverException, InterruptedException {
        String uid = pod.getMetadata().getUid();
        Instant last = greetings.get(uid);
        if (last != null && clock.instant().isBefore(last.plus(TRUST))) {
            return true;
        }
        int port = Marks.endpoints(Pods.annotations(pod))
                .getOrDefault(SessionSpec.VNC_ENDPOINT, SessionSpec.DEFAULT_VNC_PORT);
        var connection = reach.dial(pod, port);
        if (connection.isPresent() && Banner.isShown(connection.get())) {
            Instant now = clock.instant();
            greetings.values().removeIf(old -> now.isAfter(old.plus(TRUST)));
            greetings.put(uid, now);
            return true;
        }
        return false;
    }
}
