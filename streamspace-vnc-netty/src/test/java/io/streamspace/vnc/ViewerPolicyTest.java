package io.streamspace.vnc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ViewerPolicyTest {
    @ParameterizedTest
    @CsvSource({
        "BOTH, BOTH, BOTH",
        "BOTH, TO_DESKTOP, TO_DESKTOP",
        "FROM_DESKTOP, BOTH, FROM_DESKTOP",
        "FROM_DESKTOP, TO_DESKTOP, NONE",
        "NONE, BOTH, NONE"
    })
    void of_two_directions_only_what_both_allow_is_left(
            ClipboardDirection one, ClipboardDirection other, ClipboardDirection left) {
        assertThat(one.strictest(other)).isEqualTo(left);
        assertThat(other.strictest(one)).isEqualTo(left);
    }

    @Test
    void of_two_policies_each_part_is_the_stricter_one_and_zero_is_no_limit() {
        var slow = new ViewerPolicy(ViewerMode.CONTROL, ClipboardDirection.BOTH, 50_000, Duration.ofMinutes(5));
        var watcher = new ViewerPolicy(ViewerMode.VIEW, ClipboardDirection.FROM_DESKTOP, 0, Duration.ZERO);

        var both = new ViewerPolicy(ViewerMode.VIEW, ClipboardDirection.FROM_DESKTOP, 50_000, Duration.ofMinutes(5));
        assertThat(slow.strictest(watcher)).isEqualTo(both);
        assertThat(watcher.strictest(slow)).isEqualTo(both);
        assertThat(both.isWithin(slow)).isTrue();
        assertThat(slow.isWithin(both)).isFalse();
        assertThat(slow.strictest(slow.withMaxBytesPerSecond(20_000)).maxBytesPerSecond())
                .isEqualTo(20_000);
        assertThat(slow.strictest(slow.withIdleTimeout(Duration.ofMinutes(1))).idleTimeout())
                .isEqualTo(Duration.ofMinutes(1));
    }

    @Test
    void a_grant_starts_within_its_limits() {
        var grant = new ViewerGrant(
                "v1", "sess-1", "a", "vnc", "ann", ViewerPolicy.UNRESTRICTED, ViewerPolicy.of(ViewerMode.VIEW), false);

        assertThat(grant.mode()).isEqualTo(ViewerMode.VIEW);
    }

    @Test
    void a_cap_with_which_nobody_can_work_is_refused_with_what_to_write_instead() {
        assertThatThrownBy(() -> ViewerPolicy.UNRESTRICTED.withMaxBytesPerSecond(100))
                .hasMessageContaining("at least 16384");
        assertThatThrownBy(() -> ViewerPolicy.UNRESTRICTED.withIdleTimeout(Duration.ofSeconds(-1)))
                .hasMessageContaining("zero");
    }
}
