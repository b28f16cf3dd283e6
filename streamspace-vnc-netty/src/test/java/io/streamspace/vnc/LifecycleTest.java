package io.streamspace.vnc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.streamspace.vnc.fixture.TestDesktop;
import io.streamspace.vnc.fixture.TestTunnel;
import io.streamspace.vnc.fixture.TestViewer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

class LifecycleTest {
    @Test
    @EnabledOnOs(value = OS.LINUX, disabledReason = "descriptors are counted in /proc/self/fd")
    void a_closed_tunnel_leaves_no_thread_and_no_descriptor() throws IOException {
        useOnce();
        long threads = ourThreads();
        long descriptors = descriptors();

        for (int i = 0; i < 5; i++) {
            useOnce();
        }

        await().untilAsserted(() -> assertThat(ourThreads()).isLessThanOrEqualTo(threads));
        await().untilAsserted(() -> assertThat(descriptors()).isLessThanOrEqualTo(descriptors));
    }

    private static void useOnce() {
        try (var desktop = TestDesktop.echo();
                var tunnel = new TestTunnel().target("sess-1", desktop).linkUp(3);
                TestViewer viewer = tunnel.viewer("sess-1");
                TestViewer killed = tunnel.viewer("sess-1")) {
            viewer.send(new byte[] {1});
            assertThat(viewer.readExactly(1)).containsExactly(1);
            killed.reset();
        }
    }

    private static long ourThreads() {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().startsWith("streamspace-"))
                .count();
    }

    private static long descriptors() throws IOException {
        try (Stream<Path> open = Files.list(Path.of("/proc/self/fd"))) {
            return open.count();
        }
    }

    @Test
    void the_numbers_of_both_sides_come_out() {
        var meters = new SimpleMeterRegistry();
        try (var desktop = TestDesktop.echo();
                var tunnel = new TestTunnel(TunnelSettings.defaults(), meters)
                        .target("sess-1", desktop)
                        .linkUp(2)) {
            try (TestViewer viewer = tunnel.viewer("sess-1")) {
                viewer.send(new byte[100]);
                assertThat(viewer.readExactly(100)).hasSize(100);
                assertThat(meters.get("streamspace.tunnel.streams.open").gauges())
                        .hasSize(2)
                        .allSatisfy(gauge -> assertThat(gauge.value()).isEqualTo(1));
            }
            for (String side : new String[] {"hub", "agent"}) {
                assertThat(meters.get("streamspace.tunnel.bytes.to.viewer")
                                .tag("side", side)
                                .functionCounter()
                                .count())
                        .isEqualTo(100);
                assertThat(meters.get("streamspace.tunnel.open")
                                .tag("side", side)
                                .timer()
                                .count())
                        .isEqualTo(1);
            }
            await().untilAsserted(() -> assertThat(
                            meters.get("streamspace.tunnel.streams.open").gauges())
                    .allSatisfy(gauge -> assertThat(gauge.value()).isZero()));
            await().untilAsserted(() -> assertThat(
                            meters.get("streamspace.tunnel.streams.idle").gauges())
                    .allSatisfy(gauge -> assertThat(gauge.value()).isEqualTo(2)));
        }
    }
}
