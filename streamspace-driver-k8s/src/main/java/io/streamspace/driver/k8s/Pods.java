package io.streamspace.driver.k8s;

import io.fabric8.kubernetes.api.model.Event;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.client.informers.ResourceEventHandler;
import io.fabric8.kubernetes.client.informers.SharedIndexInformer;
import io.streamspace.agent.spi.DriverException;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;

/**
 * The pods of this agent's sessions and what the cluster tells of them, kept up to date by one watch of each kind that lists anew whenever it was
 * interrupted. No session asks the API server by itself, but for one whose desktop is in no pod that the watch knows.
 */
final class Pods implements AutoCloseable {
    private final Cluster cluster;
    private final SharedIndexInformer<Pod> pods;
    private final SharedIndexInformer<Event> events;
    private final List<Consumer<String>> listeners = new CopyOnWriteArrayList<>();

    Pods(Cluster cluster, String agentId) {
        this.cluster = cluster;
        pods = cluster.client()
                .pods()
                .inNamespace(cluster.namespace())
                .withLabel(Marks.AGENT, Names.label(agentId))
                .runnableInformer(0);
        events = cluster.client().v1().events().inNamespace(cluster.namespace()).runnableInformer(0);
        pods.addEventHandler(handler(pod -> tell(Marks.sessionId(annotations(pod)))));
        pods.exceptionHandler((begun, failure) -> true);
        events.exceptionHandler((begun, failure) -> true);
        pods.start();
        events.start();
    }

    /** Hears the ids of sessions of which a pod changed, on the watch's thread. */
    Listening listening(Consumer<String> listener) {
        listeners.add(listener);
        return () -> listeners.remove(listener);
    }

    /** Ends when it is closed. */
    @FunctionalInterface
    interface Listening extends AutoCloseable {
        @Override
        void close();
    }

    private void tell(String sessionId) {
        listeners.forEach(listener -> listener.accept(sessionId));
    }

    /** Whether the pods that there are were listed at least once. */
    boolean known() {
        return pods.hasSynced();
    }

    /** The session's pod; where there are several, the one that is not on its way out, and of those the newest. */
    Optional<Pod> of(String sessionId) {
        return all(sessionId).stream()
                .max(Comparator.<Pod, Boolean>comparing(pod -> pod.getMetadata().getDeletionTimestamp() == null)
                        .thenComparing(pod -> pod.getMetadata().getCreationTimestamp()));
    }

    /** The pod that has the session's desktop, or is to have it; empty where that was taken away, whatever the cluster put in its place. */
    Optional<Pod> of(Deployment deployment) throws DriverException, InterruptedException {
        String sessionId = Marks.sessionId(annotations(deployment));
        String desktop = annotations(deployment).get(Marks.POD);
        if (desktop == null) {
            return of(sessionId);
        }
        Optional<Pod> known = desktop(desktop, all(sessionId));
        // The watch may lag behind what another agent wrote.
        return known.isPresent() ? known : desktop(desktop, asked(deployment));
    }

    private static Optional<Pod> desktop(String uid, List<Pod> pods) {
        return pods.stream()
                .filter(pod -> uid.equals(pod.getMetadata().getUid())
                        && pod.getMetadata().getDeletionTimestamp() == null)
                .findFirst();
    }

    private List<Pod> asked(Deployment deployment) throws DriverException, InterruptedException {
        return cluster.call(
                "list pods",
                client -> client.pods()
                        .inNamespace(cluster.namespace())
                        .withLabels(deployment.getSpec().getSelector().getMatchLabels())
                        .list()
                        .getItems());
    }

    List<Pod> all(String sessionId) {
        return pods.getStore().list().stream()
                .filter(pod -> sessionId.equals(Marks.sessionId(annotations(pod))))
                .toList();
    }

    /** What the cluster told of an object, oldest first. */
    List<Event> events(String kind, String name) {
        return events.getStore().list().stream()
                .filter(event -> kind.equals(event.getInvolvedObject().getKind())
                        && event.getInvolvedObject().getName() != null
                        && event.getInvolvedObject().getName().startsWith(name))
                .sorted(Comparator.comparing(
                        event -> Optional.ofNullable(event.getLastTimestamp()).orElse("")))
                .toList();
    }

    static Map<String, String> annotations(HasMetadata object) {
        return Optional.ofNullable(object.getMetadata().getAnnotations()).orElse(Map.of());
    }

    private static ResourceEventHandler<Pod> handler(Consumer<Pod> changed) {
        return new ResourceEventHandler<>() {
            @Override
            public void onAdd(Pod pod) {
                changed.accept(pod);
            }

            @Override
            public void onUpdate(Pod before, Pod after) {
                changed.accept(after);
            }

            @Override
            public void onDelete(Pod pod, boolean unknown) {
                changed.accept(pod);
            }
        };
    }

    @Override
    public void close() {
        pods.stop();
        events.stop();
    }
}
