package io.streamspace.driver.k8s;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.Event;
import io.fabric8.kubernetes.api.model.EventBuilder;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.streamspace.agent.spi.DriverException.Kind;
import io.streamspace.driver.k8s.Trouble.Passes;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What a single small node does not do by itself. */
class TroubleTest {
    private static Pod pod(String phase) {
        return new PodBuilder().withNewStatus().withPhase(phase).endStatus().build();
    }

    private static Event event(String reason, String message) {
        return new EventBuilder().withReason(reason).withMessage(message).build();
    }

    @Test
    void an_eviction_is_told_as_one() {
        Pod evicted = new PodBuilder()
                .withNewStatus()
                .withPhase("Failed")
                .withReason("Evicted")
                .withMessage("The node was low on resource: memory.")
                .endStatus()
                .build();

        assertThat(Trouble.of(evicted, List.of())).hasValueSatisfying(reason -> {
            assertThat(reason.kind()).isEqualTo(Kind.NO_CAPACITY);
            assertThat(reason.message()).contains("node ran out of room", "Start the session again");
            assertThat(reason.detail()).contains("low on resource");
        });
    }

    @Test
    void a_home_that_another_node_holds_is_told_as_that_and_waited_for() {
        var held = event("FailedAttachVolume", "Multi-Attach error for volume \"pvc-1\"");

        assertThat(Trouble.of(pod("Pending"), List.of(held))).hasValueSatisfying(reason -> {
            assertThat(reason.message()).contains("in use by a session on another node");
            assertThat(reason.passes()).isEqualTo(Passes.IN_MINUTES);
        });
    }

    @Test
    void a_volume_that_was_late_is_no_trouble_once_the_desktop_runs() {
        var late = event("FailedMount", "timed out");

        assertThat(Trouble.of(pod("Pending"), List.of(late))).isPresent();
        assertThat(Trouble.of(pod("Running"), List.of(late))).isEmpty();
    }

    @Test
    void a_claim_that_no_volume_fits_is_told_as_that() {
        Pod waiting = new PodBuilder()
                .withNewStatus()
                .withPhase("Pending")
                .addNewCondition()
                .withReason("Unschedulable")
                .withMessage("0/1 nodes are available: pod has unbound immediate PersistentVolumeClaims.")
                .endCondition()
                .endStatus()
                .build();

        assertThat(Trouble.of(waiting, List.of())).hasValueSatisfying(reason -> {
            assertThat(reason.message()).contains("check the StorageClass");
            assertThat(reason.passes()).isEqualTo(Passes.IN_MOMENTS);
        });
    }
}
