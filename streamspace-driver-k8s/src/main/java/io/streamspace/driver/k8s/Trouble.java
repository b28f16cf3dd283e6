package io.streamspace.driver.k8s;

import io.fabric8.kubernetes.api.model.ContainerState;
import io.fabric8.kubernetes.api.model.ContainerStateTerminated;
import io.fabric8.kubernetes.api.model.ContainerStatus;
import io.fabric8.kubernetes.api.model.Event;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodCondition;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.streamspace.agent.spi.DriverException;
import io.streamspace.agent.spi.DriverException.Kind;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/** What the cluster says of a pod, as something that a user understands. */
final class Trouble {
    private static final List<String> IMAGE =
            List.of("ImagePullBackOff", "ErrImagePull", "ErrImageNeverPull", "InvalidImageName");

    /** Where a container ended that never began. */
    private static final List<String> UNSTARTED = List.of("StartError", "ContainerCannotRun");

    /**
     * Why a session does not come up or has ended.
     *
     * @param passes whether it may pass by itself, as a full cluster does when somebody else ends a session
     */
    record Reason(Kind kind, String message, Passes passes, String detail) {
        DriverException asException() {
            return new DriverException(kind, message, kind != Kind.INVALID_SPEC, detail, null);
        }
    }

    /** How long it is worth waiting for a trouble to pass. */
    enum Passes {
        NEVER,
        IN_MOMENTS,
        /** As a volume that has to be taken off another node first. */
        IN_MINUTES
    }

    private Trouble() {}

    /** Of a session that is to run; empty while all goes well. */
    static Optional<Reason> of(Pod pod, List<Event> events) {
        return evicted(pod)
                .or(() -> container(pod).flatMap(Trouble::waiting))
                .or(() -> container(pod).flatMap(Trouble::ended))
                .or(() -> unschedulable(pod))
                .or(() -> isPending(pod) ? volume(events) : Optional.empty());
    }

    /** Of a session that has no pod: the controller says why it may not make one, for as long as that is so. */
    static Optional<Reason> withoutPod(Deployment deployment) {
        if (deployment.getStatus() == null) {
            return Optional.empty();
        }
        return deployment.getStatus().getConditions().stream()
                .filter(condition ->
                        "ReplicaFailure".equals(condition.getType()) && "True".equals(condition.getStatus()))
                .map(condition -> said(condition.getMessage()))
                .findFirst()
                .map(Trouble::refused);
    }

    private static Reason refused(String said) {
        return Failures.isOfQuota(said)
                ? new Reason(Failures.quotaKind(said), Failures.quotaSentence(said), Passes.NEVER, said)
                : new Reason(
                        Kind.FORBIDDEN,
                        "The cluster refuses the session's pod: " + said
                                + ". Ask your administrator to look at the namespace's rules.",
                        Passes.NEVER,
                        said);
    }

    private static Optional<ContainerStatus> container(Pod pod) {
        return pod.getStatus() == null
                ? Optional.empty()
                : pod.getStatus().getContainerStatuses().stream().findFirst();
    }

    /** Events stay when what they tell of has passed. */
    private static boolean isPending(Pod pod) {
        return pod.getStatus() != null && "Pending".equals(pod.getStatus().getPhase());
    }

    private static Optional<Reason> evicted(Pod pod) {
        if (pod.getStatus() == null || !"Evicted".equals(pod.getStatus().getReason())) {
            return Optional.empty();
        }
        return Optional.of(new Reason(
                Kind.NO_CAPACITY,
                "The cluster ended the session because its node ran out of room. Start the session again.",
                Passes.NEVER,
                said(pod.getStatus().getMessage())));
    }

    private static Optional<Reason> waiting(ContainerStatus status) {
        return Optional.ofNullable(status.getState())
                .map(ContainerState::getWaiting)
                .flatMap(waiting -> {
                    String reason = said(waiting.getReason());
                    if (IMAGE.contains(reason)) {
                        return Optional.of(new Reason(
                                Kind.IMAGE_UNAVAILABLE,
                                "The image " + status.getImage()
                                        + " could not be pulled. Check its name and tag in the template, and that the cluster may pull it (image-pull-secrets).",
                                Passes.NEVER,
                                reason + ": " + said(waiting.getMessage())));
                    }
                    if (reason.startsWith("CreateContainer") || reason.equals("RunContainerError")) {
                        return Optional.of(unstartable(said(waiting.getMessage()), reason));
                    }
                    return Optional.empty();
                });
    }

    private static Reason unstartable(String said, String reason) {
        return new Reason(
                Kind.INVALID_SPEC,
                "The image cannot run as the template says: " + said
                        + ". Check the template's command and the image's user.",
                Passes.NEVER,
                reason);
    }

    /** A desktop that ended has lost what was open on it, so it counts as ended also where the cluster has started it again. */
    private static Optional<Reason> ended(ContainerStatus status) {
        ContainerStateTerminated end =
                status.getState() == null ? null : status.getState().getTerminated();
        if (end == null && status.getLastState() != null) {
            end = status.getLastState().getTerminated();
        }
        return Optional.ofNullable(end)
                .map(last -> UNSTARTED.contains(said(last.getReason()))
                        ? unstartable(said(last.getMessage()), said(last.getReason()))
                        : new Reason(Kind.DESKTOP_FAILED, sentence(last), Passes.NEVER, said(last.getMessage())));
    }

    private static String sentence(ContainerStateTerminated end) {
        return "OOMKilled".equals(end.getReason())
                ? "The desktop used more memory than the template allows and was ended. Give the template more memory, or start the session again."
                : "The desktop ended by itself (exit code " + end.getExitCode()
                        + "). Start the session again; if it stays so, ask whoever made the image.";
    }

    private static Optional<Reason> unschedulable(Pod pod) {
        if (pod.getStatus() == null) {
            return Optional.empty();
        }
        return pod.getStatus().getConditions().stream()
                .filter(condition -> "Unschedulable".equals(condition.getReason()))
                .map(PodCondition::getMessage)
                .filter(Objects::nonNull)
                .findFirst()
                .map(Trouble::unscheduled);
    }

    private static Reason unscheduled(String said) {
        if (said.contains("PersistentVolumeClaim")) {
            return new Reason(
                    Kind.NO_CAPACITY,
                    "The session's home is not there yet: the cluster has no volume for it. Ask your administrator to check the StorageClass.",
                    Passes.IN_MOMENTS,
                    said);
        }
        return new Reason(
                Kind.NO_CAPACITY,
                "No node of the cluster can run the session: " + said
                        + " End a session, ask for less, or ask your administrator for more room.",
                Passes.IN_MOMENTS,
                said);
    }

    private static Optional<Reason> volume(List<Event> events) {
        return events.stream()
                .filter(event ->
                        "FailedAttachVolume".equals(event.getReason()) || "FailedMount".equals(event.getReason()))
                .map(event -> said(event.getMessage()))
                .reduce((earlier, later) -> later)
                .map(said -> new Reason(
                        Kind.NO_CAPACITY,
                        said.contains("Multi-Attach")
                                ? "The user's home is in use by a session on another node, and this kind of volume can be on one only. End the"
                                        + " other session first."
                                : "The session's home cannot be mounted. Ask your administrator to look at the volume.",
                        Passes.IN_MINUTES,
                        said));
    }

    private static String said(@org.jspecify.annotations.Nullable String text) {
        return text == null ? "" : text;
    }
}
