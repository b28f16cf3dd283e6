package io.streamspace.agent.internal.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.sun.management.UnixOperatingSystemMXBean;
import io.streamspace.agent.internal.demo.rfb.TestViewer;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.net.ConnectException;
import java.net.Socket;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ThreadFactory;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;

class DemoDesktopTest {
    private static final int ZRLE = 16;
    private static final int EXTENDED_DESKTOP_SIZE = -308;
    private static final int CURSOR = -239;
    private static final Clock NOON = Clock.fixed(Instant.parse("2026-01-01T12:00:00Z"), ZoneOffset.UTC);

    @Test
    void a_viewer_sees_the_desktop_and_what_it_types() throws IOException {
        try (DemoDesktop desktop = start(NOON);
                TestViewer viewer = TestViewer.connect(desktop.address())) {
            assertThat(viewer.name()).isEqualTo("alice's desktop");
            viewer.encodings(ZRLE, CURSOR, EXTENDED_DESKTOP_SIZE);
            viewer.request(false);
            assertThat(viewer.update())
                    .extracting(TestViewer.Received::encoding)
                    .containsExactly(-308);
            viewer.request(false);
            viewer.request(true);
            viewer.update();
            int[] before = viewer.pixels().clone();
            viewer.key('x');
            await().until(() -> {
                viewer.request(true);
                viewer.update();
                return !Arrays.equals(before, viewer.pixels());
            });
        }
    }

    @Test
    void the_clock_ticks_without_any_input() throws IOException {
        try (DemoDesktop desktop = start(Clock.systemUTC());
                TestViewer viewer = TestViewer.connect(desktop.address())) {
            viewer.request(false);
            viewer.update();
            viewer.request(true);
            assertThat(viewer.update()).isNotEmpty().allMatch(r -> r.area().bottom() <= 40);
        }
    }

    @Test
    void two_desktops_are_apart() throws IOException {
        try (DemoDesktop one = start(NOON);
                DemoDesktop two = start(NOON)) {
            assertThat(one.address().getAddress().isLoopbackAddress()).isTrue();
            assertThat(one.address()).isNotEqualTo(two.address());
        }
    }

    @Test
    void close_leaves_no_thread_and_no_descriptor() throws IOException {
        start(NOON).close();
        long descriptorsBefore = openDescriptors();
        Set<Thread> threads = ConcurrentHashMap.newKeySet();
        ThreadFactory counted = task -> {
            Thread thread = Thread.ofVirtual().unstarted(task);
            threads.add(thread);
            return thread;
        };
        DemoDesktop desktop = DemoDesktop.start(options(NOON), counted);
        try (TestViewer reading = TestViewer.connect(desktop.address());
                TestViewer stalled = TestViewer.connect(desktop.address());
                Socket silent = new Socket(
                        desktop.address().getAddress(), desktop.address().getPort())) {
            stalled.request(false);
            reading.request(false);
            reading.update();
            desktop.close();
            desktop.close();
            assertThat(threads).hasSizeGreaterThan(5);
            await().untilAsserted(() -> assertThat(threads).noneMatch(Thread::isAlive));
            assertThat(silent.getInputStream().readAllBytes()).hasSizeLessThanOrEqualTo(12);
            assertThatThrownBy(() -> TestViewer.connect(desktop.address())).isInstanceOf(ConnectException.class);
        }
        await().atMost(Duration.ofSeconds(10)).until(() -> openDescriptors() <= descriptorsBefore);
    }

    @Test
    void a_desktop_without_a_name_is_refused() {
        assertThatThrownBy(() -> new DemoDesktopOptions(800, 600, " ", NOON)).hasMessageContaining("name");
    }

    private static DemoDesktop start(Clock clock) throws IOException {
        return DemoDesktop.start(options(clock));
    }

    private static DemoDesktopOptions options(Clock clock) {
        return new DemoDesktopOptions(1280, 800, "alice's desktop", clock);
    }

    private static long openDescriptors() {
        Assumptions.assumeTrue(
                ManagementFactory.getOperatingSystemMXBean() instanceof UnixOperatingSystemMXBean,
                "descriptors can be counted on Unix only");
        return ((UnixOperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean()).getOpenFileDescriptorCount();
    }
}
