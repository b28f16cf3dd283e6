package io.streamspace.driver.k8s;

import static org.assertj.core.api.Assertions.assertThat;

import io.streamspace.agent.spi.SessionRef;
import io.streamspace.protocol.message.Resources;
import io.streamspace.protocol.message.SessionSpec;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class MarksTest {
    private static final SessionRef SESSION = new SessionRef("a session/1", 7, null);
    private static final SessionSpec SPEC =
            TestCluster.spec("image:1", List.of(), false, Map.of(), new Resources(1.5, 1L << 30));

    @Test
    void what_is_written_on_a_session_is_read_from_it_exactly() {
        Map<String, String> annotations = Marks.annotations(SESSION, SPEC);

        assertThat(Marks.sessionId(annotations)).isEqualTo("a session/1");
        assertThat(Marks.generation(annotations)).isEqualTo(7);
        assertThat(Marks.endpoints(annotations)).isEqualTo(Map.of("vnc", 5900));
        assertThat(Marks.resources(annotations)).isEqualTo(new Resources(1.5, 1L << 30));
    }

    @Test
    void what_somebody_else_wrote_is_no_reason_to_fail() {
        Map<String, String> annotations = Map.of(
                Marks.GENERATION,
                "seven",
                "streamspace.io/endpoints",
                "vnc,=1,x=y",
                "streamspace.io/cpu",
                "much",
                "streamspace.io/memory",
                "-1");

        assertThat(Marks.sessionId(Map.of())).isEmpty();
        assertThat(Marks.generation(annotations)).isZero();
        assertThat(Marks.endpoints(annotations)).isEqualTo(Map.of("x", 0));
        assertThat(Marks.resources(annotations)).isEqualTo(Resources.NONE);
        assertThat(Intention.of("dance")).isEqualTo(Intention.STOP);
    }

    @Test
    void labels_hold_only_what_the_cluster_takes() {
        assertThat(Marks.labels("agent 1", SESSION, SPEC).values())
                .allSatisfy(value -> assertThat(value).matches("[A-Za-z0-9]([A-Za-z0-9._-]{0,61}[A-Za-z0-9])?"));
        assertThat(Marks.labels("agent-1", SESSION, SPEC))
                .containsEntry("app", "streamspace-session")
                .containsEntry(Marks.AGENT, "agent-1")
                .containsEntry("template", "desktop");
    }
}
