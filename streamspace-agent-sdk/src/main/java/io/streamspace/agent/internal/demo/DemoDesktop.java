package io.streamspace.agent.internal.demo;

import io.streamspace.agent.internal.demo.picture.DemoPicture;
import io.streamspace.agent.internal.demo.rfb.RfbServer;
import io.streamspace.agent.internal.demo.rfb.SharedScreen;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Clock;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ThreadFactory;

/**
 * A desktop that needs nothing but Java: an interactive picture behind a small RFB 3.8 server on loopback. Any number
 * of viewers share it. It lives in this process and is gone after {@link #close()}, with all its threads and sockets.
 * Why it draws by itself: docs/decisions/0050-demo-desktop-without-awt.md.
 */
public final class DemoDesktop implements AutoCloseable {
    private static final int MILLIS_PER_SECOND = 1000;

    private final Clock clock;
    private final SharedScreen screen;
    private final ExecutorService executor;
    private final RfbServer server;

    private DemoDesktop(DemoDesktopOptions options, ThreadFactory threads) throws IOException {
        clock = options.clock();
        screen = new SharedScreen(new DemoPicture(options.name(), options.width(), options.height(), clock.getZone()));
        executor = Executors.newThreadPerTaskExecutor(threads);
        server = new RfbServer(screen, executor);
        executor.execute(this::tick);
    }

    /** Listens when this returns. Fails when no loopback port can be bound. */
    public static DemoDesktop start(DemoDesktopOptions options) throws IOException {
        return start(options, Thread.ofVirtual().name("demo-desktop-", 0).factory());
    }

    static DemoDesktop start(DemoDesktopOptions options, ThreadFactory threads) throws IOException {
        return new DemoDesktop(options, threads);
    }

    /** The loopback address where the desktop speaks RFB. */
    public InetSocketAddress address() {
        return server.address();
    }

    /** Closes all connections and waits for the threads to end. May be called again. */
    @Override
    public void close() throws IOException {
        server.close();
        executor.shutdownNow();
        executor.close();
    }

    private void tick() {
        try {
            while (!Thread.currentThread().isInterrupted()) {
                screen.act(picture -> picture.tick(clock.instant()));
                Thread.sleep(MILLIS_PER_SECOND - Math.floorMod(clock.millis(), MILLIS_PER_SECOND));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
