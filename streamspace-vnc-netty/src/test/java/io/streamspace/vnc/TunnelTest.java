package io.streamspace.vnc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.streamspace.vnc.fixture.TestDesktop;
import io.streamspace.vnc.fixture.TestTunnel;
import io.streamspace.vnc.fixture.TestViewer;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class TunnelTest {
    @Test
    void a_viewer_reaches_its_desktop_through_a_warm_connection() {
        try (var desktop = TestDesktop.echo();
                var tunnel = new TestTunnel().target("sess-1", desktop).linkUp(2);
                TestViewer viewer = tunnel.viewer("sess-1")) {
            viewer.send("hello".getBytes(StandardCharsets.UTF_8));

            assertThat(viewer.readExactly(5)).asString().isEqualTo("hello");
            assertThat(tunnel.host.requests()).isZero();
            assertThat(tunnel.hub.viewers("sess-1")).hasSize(1);
            await().untilAsserted(() ->
                    assertThat(tunnel.hub.idleStreams(TestTunnel.AGENT)).isEqualTo(2));

            viewer.sendClose(1000);
            await().untilAsserted(
                            () -> assertThat(tunnel.host.events()).containsExactly("opened v1", "closed v1 1000"));
            await().untilAsserted(() -> assertThat(tunnel.agent.openStreams()).isZero());
            await().untilAsserted(() -> assertThat(desktop.connections()).isZero());
        }
    }

    @Test
    void a_session_that_is_not_there_closes_the_viewer_with_the_agents_code() {
        try (var tunnel = new TestTunnel().linkUp(1);
                TestViewer viewer = tunnel.viewer("sess-9")) {
            assertThat(viewer.awaitClose()).isEqualTo(4001);
        }
    }

    @Test
    void an_empty_pool_asks_the_agent_for_one_more_connection() {
        try (var desktop = TestDesktop.echo();
                var tunnel = new TestTunnel().target("sess-1", desktop).linkUp(0);
                TestViewer viewer = tunnel.viewer("sess-1")) {
            viewer.send(new byte[] {1, 2, 3});

            assertThat(viewer.readExactly(3)).containsExactly(1, 2, 3);
            assertThat(tunnel.host.requests()).isEqualTo(1);
        }
    }

    @Test
    void an_agent_without_a_link_closes_the_viewer_at_once() {
        try (var tunnel = new TestTunnel();
                TestViewer viewer = tunnel.viewer("sess-1")) {
            assertThat(viewer.awaitClose()).isEqualTo(4002);
        }
    }
}
