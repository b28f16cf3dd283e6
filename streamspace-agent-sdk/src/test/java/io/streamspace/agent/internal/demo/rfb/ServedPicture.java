package io.streamspace.agent.internal.demo.rfb;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.function.Function;

/** A test picture behind a real server. */
final class ServedPicture implements AutoCloseable {
    private final TestPicture picture;
    private final SharedScreen screen;
    private final ExecutorService executor = Executors.newVirtualThreadPerTaskExecutor();
    private final RfbServer server;

    ServedPicture(int width, int height) throws IOException {
        picture = new TestPicture(width, height);
        screen = new SharedScreen(picture);
        server = new RfbServer(screen, executor);
    }

    InetSocketAddress address() {
        return server.address();
    }

    TestViewer viewer() throws IOException {
        return TestViewer.connect(address());
    }

    void paint(Consumer<TestPicture> change) {
        screen.act(shown -> change.accept(picture));
    }

    <T> T ask(Function<TestPicture, T> question) {
        AtomicReference<T> answer = new AtomicReference<>();
        screen.act(shown -> answer.set(question.apply(picture)));
        return answer.get();
    }

    int[] packed(PixelFormat format) {
        return ask(shown -> Arrays.stream(shown.pixels()).map(format::pack).toArray());
    }

    /** Pixel by pixel. */
    void assertShownBy(TestViewer viewer, PixelFormat format) {
        assertThat(Arrays.mismatch(viewer.pixels(), packed(format)))
                .as("first pixel that differs")
                .isEqualTo(-1);
    }

    List<String> told() {
        return ask(shown -> List.copyOf(shown.told));
    }

    @Override
    public void close() throws IOException {
        server.close();
        executor.shutdownNow();
        executor.close();
    }
}
