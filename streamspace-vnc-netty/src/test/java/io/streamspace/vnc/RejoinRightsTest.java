package io.streamspace.vnc;

import static io.streamspace.vnc.EndToEndResumeTest.echoes;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.streamspace.protocol.AgentProtocol;
import io.streamspace.protocol.CloseCode;
import io.streamspace.vnc.fixture.ResumingViewer;
import io.streamspace.vnc.fixture.TestDesktop;
import io.streamspace.vnc.fixture.TestTunnel;
import io.streamspace.vnc.fixture.TestViewer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Who may go on with a stream, and what such a viewer may say. */
class RejoinRightsTest {
    @ParameterizedTest
    @CsvSource({
        "a forged key, sess-1, '', forged",
        "another user's ticket, sess-1, &user=eve, ''",
        "another session, sess-2, '', ''"
    })
    void nobody_takes_over_a_stream_with(String what, String session, String query, String forged) {
        try (var desktop = TestDesktop.echo();
                var tunnel = new TestTunnel()
                        .target("sess-1", desktop)
                        .target("sess-2", desktop)
                        .linkUp(1);
                var viewer = tunnel.resumingViewer("sess-1", tunnel.port())) {
            echoes(viewer, 1);

            String key = forged.isEmpty() ? viewer.key() : forged;
            try (TestViewer thief = rejoin(tunnel, session, query, viewer.streamId(), key, 1)) {
                assertThat(thief.awaitClose()).as(what).isEqualTo(CloseCode.STREAM_LOST.number());
            }
            echoes(viewer, 2);
            assertThat(viewer.joins()).as("interruptions").isZero();
        }
    }

    @Test
    void after_a_restart_a_forged_key_waits_in_vain_and_does_not_stand_in_the_viewers_way() {
        try (var desktop = TestDesktop.echo();
                var tunnel = new TestTunnel().target("sess-1", desktop).linkUp(1);
                var viewer = tunnel.resumingViewer("sess-1", tunnel.port())) {
            echoes(viewer, 1);
            viewer.goAway();
            tunnel.agent.linkDown();
            tunnel.restartHub();
            try (TestViewer thief = rejoin(tunnel, "sess-1", "", viewer.streamId(), "forged", 1)) {
                await().until(() -> tunnel.hub.waitingEnds() == 1);
                tunnel.linkUp(1);

                assertThat(thief.awaitClose()).isEqualTo(CloseCode.STREAM_LOST.number());
                viewer.comeBack();
                echoes(viewer, 2);
                assertThat(viewer.starts()).isEqualTo(1);
            }
        }
    }

    @Test
    void after_a_restart_another_users_ticket_does_not_continue_a_stream() {
        try (var desktop = TestDesktop.echo();
                var tunnel = new TestTunnel().target("sess-1", desktop).linkUp(1);
                var viewer = tunnel.resumingViewer("sess-1", tunnel.port())) {
            echoes(viewer, 1);

            viewer.rejoinQuery("&user=eve");
            tunnel.restartHub();

            assertThat(viewer.awaitClose()).isEqualTo(CloseCode.STREAM_LOST.number());
        }
    }

    @Test
    void a_watcher_does_not_come_back_in_control() {
        try (var desktop = TestDesktop.echo();
                var tunnel = new TestTunnel().target("sess-1", desktop).linkUp(1);
                var watcher = ResumingViewer.connect(
                        tunnel.port(), AgentProtocol.VIEWER_PATH_PREFIX + "sess-1", "?max_mode=view")) {
            watcher.awaitStart();

            watcher.reset();

            assertThat(watcher.awaitClose()).isEqualTo(CloseCode.STREAM_LOST.number());
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {2, 1L << 40})
    void a_viewer_that_claims_bytes_which_it_cannot_have_ends_its_stream(long claimed) {
        try (var desktop = TestDesktop.echo();
                var tunnel = new TestTunnel().target("sess-1", desktop).linkUp(1);
                var viewer = tunnel.resumingViewer("sess-1", tunnel.port())) {
            echoes(viewer, 1);
            try (TestViewer again = rejoin(tunnel, "sess-1", "", viewer.streamId(), viewer.key(), claimed)) {
                assertThat(again.awaitClose()).isEqualTo(CloseCode.VIEWER_PROTOCOL_ERROR.number());
            }
            await().untilAsserted(() -> assertThat(tunnel.agent.openStreams()).isZero());
        }
    }

    @Test
    void a_viewer_that_takes_back_what_it_acknowledged_ends_its_stream() {
        try (var desktop = TestDesktop.echo();
                var tunnel = new TestTunnel().target("sess-1", desktop).linkUp(1);
                var viewer = tunnel.resumingViewer("sess-1", tunnel.port())) {
            echoes(viewer, 1);
            viewer.sendText("{\"type\":\"ack\",\"received\":1}");
            echoes(viewer, 2);
            try (TestViewer again = rejoin(tunnel, "sess-1", "", viewer.streamId(), viewer.key(), 0)) {
                assertThat(again.awaitClose()).isEqualTo(CloseCode.VIEWER_PROTOCOL_ERROR.number());
            }
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "nonsense",
                "{\"type\":\"ack\",\"received\":99}",
                "{\"type\":\"skip\",\"bytes\":8,\"position\":\"MESSAGES//0/false/0/false/\"}",
                "{\"type\":\"eof\"}",
                "{\"type\":\"suspended\",\"received\":0}",
                "{\"type\":\"resumed\",\"received\":0}"
            })
    void what_a_viewer_may_not_say_ends_its_stream_with_the_documented_code(String text) {
        try (var desktop = TestDesktop.echo();
                var tunnel = new TestTunnel().target("sess-1", desktop).linkUp(1);
                var viewer = tunnel.resumingViewer("sess-1", tunnel.port())) {
            echoes(viewer, 1);

            viewer.sendText(text);

            assertThat(viewer.awaitClose()).isEqualTo(CloseCode.VIEWER_PROTOCOL_ERROR.number());
            await().untilAsserted(() -> assertThat(tunnel.agent.openStreams()).isZero());
        }
    }

    private static TestViewer rejoin(
            TestTunnel tunnel, String session, String query, String streamId, String key, long received) {
        TestViewer viewer = TestViewer.connect(
                tunnel.port(),
                AgentProtocol.VIEWER_PATH_PREFIX + session + "?resume=" + streamId + query,
                "streamspace.viewer.v1");
        viewer.sendText("{\"type\":\"rejoin\",\"stream_id\":\"" + streamId + "\",\"resume_key\":\"" + key
                + "\",\"received\":" + received + "}");
        return viewer;
    }
}
