package io.streamspace.agent.internal.demo;

import java.time.Clock;

/**
 * How a demo desktop begins.
 *
 * @param width in pixels, 64 to 4096; viewers may change it later
 * @param height in pixels, 64 to 4096
 * @param name shown on the desktop and as the viewer's title
 * @param clock the time that the desktop shows, in its zone
 */
public record DemoDesktopOptions(int width, int height, String name, Clock clock) {
    public DemoDesktopOptions {
        if (name.isBlank()) {
            throw new IllegalArgumentException("a demo desktop needs a name to show");
        }
    }
}
