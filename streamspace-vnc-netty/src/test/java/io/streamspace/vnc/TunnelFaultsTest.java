package io.streamspace.vnc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.streamspace.protocol.AgentProtocol;
import io.streamspace.protocol.CloseCode;
import io.streamspace.vnc.faults.Faults;
import io.streamspace.vnc.faults.FaultyProxy;
import io.streamspace.vnc.fixture.Bulk;
import io.streamspace.vnc.fixture.TestDesktop;
import io.streamspace.vnc.fixture.TestTunnel;
import io.streamspace.vnc.fixture.TestViewer;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TunnelFaultsTest {
    private static final Duration SHORT = Duration.ofMillis(300);
    private static final Duration LONG = Duration.ofSeconds(20);
    private static final String READY = "{\"type\":\"ready\",\"agent_id\":\"agent-1\",\"epoch\":1}";

    @Test
    void a_viewer_that_never_reads_leaves_its_neighbour_every_byte_and_memory_bounded() throws Exception {
        var bulk = new Bulk(7, 64 << 20);
        var endless = new Bulk(8, 1L << 40);
        try (var desktop = TestDesktop.start(socket -> bulk.send(socket).join());
                var flood = TestDesktop.start(socket -> endless.send(socket).join());
                var tunnel = new TestTunnel(TunnelSettings.defaults(), EventLoops.create(1), EventLoops.create(1))
                        .target("sess-1", desktop)
                        .target("sess-2", flood)
                        .linkUp(2);
                TestViewer stalled = TestViewer.connect(tunnel.port(), AgentProtocol.VIEWER_PATH_PREFIX + "sess-2")) {
            assertThat(stalled.readExactly(10)).hasSize(10);
            long before = TestTunnel.bufferBytes();
            try (TestViewer neighbour = tunnel.viewer("sess-1")) {
                assertThat(bulk.receive(neighbour::read)).isEqualTo(bulk.hash());
            }
            assertThat(TestTunnel.bufferBytes() - before).isLessThan(32L << 20);
            assertThat(tunnel.hub.viewers("sess-2")).hasSize(1);
        }
    }

    @Test
    void a_viewer_that_does_not_read_for_too_long_is_given_up_as_too_slow() {
        var settings = TunnelSettings.defaults().withPings(Duration.ofMillis(100), Duration.ofMillis(500));
        var endless = new Bulk(8, 1L << 40);
        try (var flood = TestDesktop.start(socket -> endless.send(socket).join());
                var tunnel = new TestTunnel(settings).target("sess-1", flood).linkUp(1);
                TestViewer stalled = tunnel.viewer("sess-1")) {
            assertThat(stalled.readExactly(10)).hasSize(10);

            await().untilAsserted(() ->
                    assertThat(tunnel.host.events()).contains("closed v1 " + CloseCode.TOO_SLOW.number()));
            await().untilAsserted(() -> assertThat(flood.connections()).isZero());
        }
    }

    @Test
    void a_slow_reader_gets_every_byte() {
        var bulk = new Bulk(3, 4 << 20);
        try (var desktop = TestDesktop.start(socket -> bulk.send(socket).join());
                var tunnel = new TestTunnel().target("sess-1", desktop).linkUp(1);
                TestViewer viewer =
                        TestViewer.connect(tunnel.port(), AgentProtocol.VIEWER_PATH_PREFIX + "sess-1", 4096)) {
            assertThat(bulk.receive(buffer -> {
                        LockSupport.parkNanos(200_000);
                        return viewer.read(buffer);
                    }))
                    .isEqualTo(bulk.hash());
        }
    }

    @Test
    void several_viewers_of_one_session_go_on_without_each_other() {
        try (var desktop = TestDesktop.echo();
                var tunnel = new TestTunnel().target("sess-1", desktop).linkUp(1);
                TestViewer first = tunnel.viewer("sess-1");
                TestViewer second = tunnel.viewer("sess-1")) {
            first.send(new byte[] {1});
            second.send(new byte[] {2});
            assertThat(first.readExactly(1)).containsExactly(1);
            assertThat(second.readExactly(1)).containsExactly(2);

            first.reset();

            await().untilAsserted(() -> assertThat(tunnel.hub.viewers("sess-1")).hasSize(1));
            second.send(new byte[] {3});
            assertThat(second.readExactly(1)).containsExactly(3);
        }
    }

    @Test
    void what_a_viewer_sent_before_it_closed_reaches_the_desktop() {
        var up = new Bulk(5, 3 << 20);
        var got = new CompletableFuture<String>();
        var slowly = new CountDownLatch(1);
        try (var desktop = TestDesktop.start(socket -> {
                    slowly.await();
                    got.complete(up.receive(socket.getInputStream()::read));
                });
                var tunnel = new TestTunnel().target("sess-1", desktop).linkUp(1);
                TestViewer viewer = tunnel.viewer("sess-1")) {
            var sent = up.send(viewer::send).thenRun(() -> viewer.sendClose(1000));
            slowly.countDown();
            sent.join();

            assertThat(got.join()).isEqualTo(up.hash());
        }
    }

    @Test
    void a_desktop_that_ends_closes_the_viewer_after_its_last_byte() {
        try (var desktop = TestDesktop.start(socket -> socket.getOutputStream().write(new byte[] {1, 2, 3}));
                var tunnel = new TestTunnel().target("sess-1", desktop).linkUp(1);
                TestViewer viewer = tunnel.viewer("sess-1")) {
            assertThat(viewer.readExactly(3)).containsExactly(1, 2, 3);
            assertThat(viewer.awaitClose()).isEqualTo(4004);
            assertThat(viewer.closeReason()).isEqualTo(CloseCode.STREAM_LOST.sentence());
        }
    }

    @Test
    void a_desktop_that_nobody_listens_for_is_refused() {
        var gone = TestDesktop.echo();
        gone.close();
        try (var tunnel = new TestTunnel().target("sess-1", gone).linkUp(1);
                TestViewer viewer = tunnel.viewer("sess-1")) {
            assertThat(viewer.awaitClose()).isEqualTo(4003);
        }
    }

    @Test
    void an_agent_that_never_answers_open_runs_into_the_time_limit() {
        var settings = TunnelSettings.defaults().withTimeouts(LONG, SHORT, LONG);
        try (var tunnel = new TestTunnel(settings);
                TestViewer agent = tunnel.rawStream()) {
            agent.sendText(READY);
            await().until(() -> tunnel.hub.idleStreams(TestTunnel.AGENT) == 1);
            try (TestViewer viewer = tunnel.viewer("sess-1")) {
                assertThat(viewer.awaitClose()).isEqualTo(4003);
            }
        }
    }

    @Test
    void an_agent_that_goes_offline_while_a_viewer_waits_closes_it_in_time() {
        var settings = TunnelSettings.defaults().withTimeouts(LONG, SHORT, LONG);
        try (var tunnel = new TestTunnel(settings)) {
            tunnel.host.link(request -> {});
            try (TestViewer viewer = tunnel.viewer("sess-1")) {
                tunnel.host.link(null);
                assertThat(viewer.awaitClose()).isEqualTo(4002);
            }
        }
    }

    @Test
    void a_connection_that_dies_between_open_and_opened_is_replaced() {
        try (var desktop = TestDesktop.echo();
                var tunnel = new TestTunnel().target("sess-1", desktop);
                TestViewer dying = tunnel.rawStream()) {
            dying.sendText(READY);
            await().until(() -> tunnel.hub.idleStreams(TestTunnel.AGENT) == 1);
            tunnel.host.link(tunnel.agent::streamRequested);
            try (TestViewer viewer = tunnel.viewer("sess-1")) {
                assertThat(dying.nextText()).contains("\"type\":\"open\"");
                tunnel.agent.linkUp(tunnel.access(0, tunnel.port(), 1));
                dying.reset();

                viewer.send(new byte[] {9});
                assertThat(viewer.readExactly(1)).containsExactly(9);
            }
        }
    }

    @Test
    void a_stale_epoch_is_refused_and_idle_connections_of_it_are_closed() {
        try (var tunnel = new TestTunnel();
                TestViewer early = tunnel.rawStream();
                TestViewer late = tunnel.rawStream()) {
            early.sendText(READY);
            await().until(() -> tunnel.hub.idleStreams(TestTunnel.AGENT) == 1);

            tunnel.host.epoch(2);
            tunnel.hub.agentOffline(TestTunnel.AGENT, 1);
            late.sendText(READY);

            assertThat(early.awaitClose()).isEqualTo(CloseCode.EPOCH_STALE.number());
            assertThat(late.awaitClose()).isEqualTo(CloseCode.EPOCH_STALE.number());
        }
    }

    @Test
    void a_stream_connection_that_says_nothing_is_closed_in_time() {
        var settings = TunnelSettings.defaults().withTimeouts(SHORT, LONG, LONG);
        try (var tunnel = new TestTunnel(settings);
                TestViewer agent = tunnel.rawStream()) {
            assertThat(agent.awaitClose()).isEqualTo(CloseCode.HELLO_TIMEOUT.number());
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "not json",
                "{\"type\":\"opened\"}",
                "{\"type\":\"ready\",\"agent_id\":\"agent-2\",\"epoch\":1}",
                "{\"type\":\"ready\",\"agent_id\":\"agent-1\"}",
                "{\"type\":\"ready\",\"agent_id\":\"agent-1\",\"epoch\":0}"
            })
    void nonsense_on_a_stream_connection_is_closed_with_the_documented_code(String text) {
        try (var tunnel = new TestTunnel();
                TestViewer agent = tunnel.rawStream()) {
            agent.sendText(text);
            assertThat(agent.awaitClose()).isEqualTo(CloseCode.AGENT_PROTOCOL_ERROR.number());
        }
    }

    @Test
    void bytes_before_a_stream_is_open_are_a_violation() {
        try (var tunnel = new TestTunnel();
                TestViewer agent = tunnel.rawStream()) {
            agent.send(new byte[] {1});
            assertThat(agent.awaitClose()).isEqualTo(CloseCode.AGENT_PROTOCOL_ERROR.number());
        }
    }

    @Test
    void a_resume_with_a_wrong_key_is_answered_with_gone() {
        try (var desktop = TestDesktop.echo();
                var tunnel = new TestTunnel().target("sess-1", desktop).linkUp(1);
                TestViewer viewer = tunnel.viewer("sess-1");
                TestViewer thief = tunnel.rawStream()) {
            viewer.send(new byte[] {1});
            assertThat(viewer.readExactly(1)).containsExactly(1);
            thief.sendText("{\"type\":\"resume\",\"agent_id\":\"agent-1\",\"epoch\":1,\"stream_id\":\"st-1\","
                    + "\"resume_key\":\"guess\",\"received\":0}");

            assertThat(thief.nextText()).contains("\"type\":\"gone\"");
            assertThat(thief.awaitClose()).isEqualTo(CloseCode.STREAM_CLOSED.number());
            viewer.send(new byte[] {2});
            assertThat(viewer.readExactly(1)).containsExactly(2);
        }
    }

    @Test
    void a_viewer_that_sends_text_is_closed_with_the_documented_code() {
        try (var desktop = TestDesktop.echo();
                var tunnel = new TestTunnel().target("sess-1", desktop).linkUp(1);
                TestViewer viewer = tunnel.viewer("sess-1")) {
            viewer.sendText("hello");
            assertThat(viewer.awaitClose()).isEqualTo(CloseCode.VIEWER_PROTOCOL_ERROR.number());
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void garbage_on_any_endpoint_leaves_nothing_behind(long seed) {
        Random random = new Random(seed);
        try (var desktop = TestDesktop.echo();
                var tunnel = new TestTunnel().target("sess-1", desktop).linkUp(1)) {
            for (int i = 0; i < 10; i++) {
                byte[] garbage = new byte[1 + random.nextInt(2000)];
                random.nextBytes(garbage);
                try (TestViewer victim = i % 2 == 0 ? tunnel.viewer("sess-1") : tunnel.rawStream()) {
                    victim.sendRaw(garbage);
                    victim.sendRaw(new byte[] {(byte) 0xFF, (byte) 0xFF});
                    assertThat(victim.awaitClose()).isIn(1002, 1006, 1007, 1009, 4008, 4104, 4000, 4004);
                } catch (UncheckedIOException resetWhileSending) {
                    assertThat(resetWhileSending).hasMessageContaining("Exception");
                }
            }
            await().untilAsserted(() -> assertThat(tunnel.hub.viewers("sess-1")).isEmpty());
            await().untilAsserted(() -> assertThat(tunnel.agent.openStreams()).isZero());
            await().untilAsserted(() -> assertThat(desktop.connections()).isZero());
        }
    }

    @ParameterizedTest
    @CsvSource({"KICKED,4006", "SESSION_ENDED,4000"})
    void a_viewer_can_be_ended_from_outside(CloseCode code, int number) {
        try (var desktop = TestDesktop.echo();
                var tunnel = new TestTunnel().target("sess-1", desktop).linkUp(1);
                TestViewer viewer = tunnel.viewer("sess-1")) {
            viewer.send(new byte[] {1});
            assertThat(viewer.readExactly(1)).containsExactly(1);

            if (code == CloseCode.KICKED) {
                assertThat(tunnel.hub.kick("v1", code)).isTrue();
                assertThat(tunnel.hub.kick("v7", code)).isFalse();
            } else {
                assertThat(tunnel.hub.closeSession("sess-1", code)).isEqualTo(1);
            }

            assertThat(viewer.awaitClose()).isEqualTo(number);
            assertThat(viewer.closeReason()).isEqualTo(code.sentence());
            await().untilAsserted(() -> assertThat(tunnel.host.events()).contains("closed v1 " + number));
            await().untilAsserted(() -> assertThat(desktop.connections()).isZero());
        }
    }

    @Test
    void polling_is_no_activity_and_an_unused_viewer_is_disconnected() {
        var settings = TunnelSettings.defaults().withViewerIdleTimeout(Duration.ofMillis(800));
        try (var desktop = TestDesktop.start(
                        socket -> socket.getInputStream().transferTo(OutputStream.nullOutputStream()));
                var tunnel = new TestTunnel(settings).target("sess-1", desktop).linkUp(1);
                TestViewer viewer = tunnel.viewer("sess-1")) {
            viewer.send("RFB 003.008\n\u0001\u0001".getBytes(StandardCharsets.ISO_8859_1));
            var polling = CompletableFuture.runAsync(() -> {
                for (int i = 0; i < 1000; i++) {
                    viewer.send(new byte[] {3, 1, 0, 0, 0, 0, 4, 0, 3, 0});
                    LockSupport.parkNanos(20_000_000);
                }
            });

            assertThat(viewer.awaitClose()).isEqualTo(CloseCode.IDLE.number());
            assertThat(tunnel.host.events()).noneMatch(event -> event.startsWith("activity"));
            assertThatThrownBy(polling::join).hasCauseInstanceOf(UncheckedIOException.class);
        }
    }

    @Test
    void a_key_press_is_activity_and_a_watchers_is_not() {
        try (var desktop = TestDesktop.echo();
                var tunnel = new TestTunnel().target("sess-1", desktop).linkUp(2);
                TestViewer viewer = tunnel.viewer("sess-1");
                TestViewer watcher = tunnel.watcher("sess-1")) {
            byte[] hello = "RFB 003.008\n\u0001\u0001".getBytes(StandardCharsets.ISO_8859_1);
            byte[] key = {4, 1, 0, 0, 0, 0, 0, 0x61};
            byte[] poll = {3, 1, 0, 0, 0, 0, 4, 0, 3, 0};
            for (TestViewer each : new TestViewer[] {viewer, watcher}) {
                each.send(hello);
                each.readExactly(hello.length);
                each.send(key);
                each.send(poll);
            }

            assertThat(viewer.readExactly(key.length + poll.length))
                    .startsWith(key)
                    .endsWith(poll);
            assertThat(watcher.readExactly(poll.length)).isEqualTo(poll);
            assertThat(tunnel.host.events()).contains("activity v1").doesNotContain("activity v2");
        }
    }

    @Test
    void a_proxy_that_cuts_idle_connections_finds_none_among_viewers_and_streams() {
        var settings = TunnelSettings.defaults().withPings(Duration.ofMillis(100), Duration.ofSeconds(2));
        try (var desktop = TestDesktop.echo();
                var tunnel = new TestTunnel(settings).target("sess-1", desktop);
                var proxy = FaultyProxy.to(tunnel.port())) {
            proxy.faults(Faults.NONE.withCutWhenIdle(Duration.ofMillis(700)));
            tunnel.linkUp(1, proxy.port());
            try (TestViewer viewer = TestViewer.connect(proxy.port(), AgentProtocol.VIEWER_PATH_PREFIX + "sess-1")) {
                var later = CompletableFuture.runAsync(
                        () -> viewer.send(new byte[] {1}), CompletableFuture.delayedExecutor(2, TimeUnit.SECONDS));

                assertThat(viewer.readExactly(1)).containsExactly(1);
                later.join();
            }
        }
    }
}
