package io.streamspace.driver.k8s;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

final class LeaseLockTest {
    @Test
    void a_name_that_kubernetes_cannot_have_is_refused_with_a_good_example() {
        assertThatThrownBy(() -> new LeaseLock("Agents", null))
                .hasMessageContaining("LEASE_LOCK_NAME is 'Agents'")
                .hasMessageContaining("streamspace-agent");
        assertThatThrownBy(() -> new LeaseLock(null, "team.one")).hasMessageContaining("LEASE_LOCK_NAMESPACE");
        assertThat(new LeaseLock("", "").name()).isEmpty();
    }

    @Test
    void agents_of_different_ids_have_different_leases() {
        assertThat(new Names("Lab:1").lease()).startsWith("streamspace-agent-lab-1-");
        assertThat(new Names("Lab:1").lease()).isNotEqualTo(new Names("lab-1").lease());
    }
}
