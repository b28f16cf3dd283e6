package io.streamspace.agent.memory;

import io.streamspace.agent.internal.demo.DemoDesktop;
import io.streamspace.agent.internal.demo.DemoDesktopOptions;
import io.streamspace.agent.spi.DriverException;
import io.streamspace.agent.spi.DriverException.Kind;
import io.streamspace.agent.spi.Progress;
import io.streamspace.protocol.message.SessionSpec;
import java.io.IOException;
import java.time.Clock;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Makes the demo desktop that a spec asks for, taking as long as the spec wants it to seem. */
record DesktopBoot(SessionSpec spec, Progress progress, Clock clock) implements MemorySession.Boot {
    /** Template option: seconds that a start takes, to try out what a slow platform looks like. */
    static final String BOOT_SECONDS = "memory.boot_seconds";

    private static final SessionSpec.Geometry DEFAULT_GEOMETRY = new SessionSpec.Geometry(1280, 720);
    private static final int MAX_PIXELS = 4096;
    private static final int MAX_BOOT_SECONDS = 3600;

    @Override
    public DemoDesktop boot() throws DriverException, InterruptedException {
        DemoDesktopOptions options = options();
        int seconds = bootSeconds();
        for (int passed = 0; passed < seconds; passed++) {
            progress.report("starting_desktop", "Starting the demo desktop", (double) passed / seconds);
            pauseOneSecond();
        }
        progress.report("starting_desktop", "Starting the demo desktop", 1);
        try {
            return DemoDesktop.start(options);
        } catch (IOException e) {
            throw new DriverException(
                    Kind.DESKTOP_FAILED,
                    "The demo desktop did not come up: this machine has no free local port or no memory. Try again.",
                    true,
                    e.toString(),
                    e);
        }
    }

    // A latch that nobody counts down: time may be anything but a sleep in this module, and this one heeds interrupts.
    private static void pauseOneSecond() throws InterruptedException {
        new CountDownLatch(1).await(1, TimeUnit.SECONDS);
    }

    private DemoDesktopOptions options() throws DriverException {
        SessionSpec.Geometry wanted = spec.geometry() == null ? DEFAULT_GEOMETRY : spec.geometry();
        if (wanted.width() > MAX_PIXELS || wanted.height() > MAX_PIXELS) {
            throw new DriverException(
                    Kind.INVALID_SPEC,
                    "A demo desktop can have at most " + MAX_PIXELS + " pixels each way; the template asks for "
                            + wanted.width() + " by " + wanted.height() + ".");
        }
        String name = spec.displayName().isBlank() ? spec.template() : spec.displayName();
        return new DemoDesktopOptions(wanted.width(), wanted.height(), name, clock);
    }

    private int bootSeconds() throws DriverException {
        String value = spec.options().getOrDefault(BOOT_SECONDS, "0");
        try {
            int seconds = Integer.parseInt(value);
            if (seconds >= 0 && seconds <= MAX_BOOT_SECONDS) {
                return seconds;
            }
        } catch (NumberFormatException e) {
            throw wrongBootSeconds(value);
        }
        throw wrongBootSeconds(value);
    }

    private static DriverException wrongBootSeconds(String value) {
        return new DriverException(
                Kind.INVALID_SPEC,
                "The template's option " + BOOT_SECONDS + " must be a number of seconds from 0 to " + MAX_BOOT_SECONDS
                        + ", such as 5; it is '" + value + "'.");
    }
}
