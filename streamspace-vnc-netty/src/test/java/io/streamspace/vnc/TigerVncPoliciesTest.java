package io.streamspace.vnc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.streamspace.protocol.testing.RequiresTigerVnc;
import io.streamspace.vnc.fixture.TestTunnel;
import io.streamspace.vnc.fixture.TestViewer;
import io.streamspace.vnc.fixture.TigerVnc;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What policies do to a real desktop, with the encodings that noVNC asks for. */
@RequiresTigerVnc
class TigerVncPoliciesTest {
    private static final Duration PATIENCE = Duration.ofSeconds(40);
    private static final String WORD = "CopiedOnTheDesktop";
    private static final int[] ENCODINGS = {
        1,
        7,
        -260,
        16,
        21,
        5,
        2,
        6,
        0,
        -26,
        -254,
        -223,
        -224,
        -258,
        -261,
        -307,
        -308,
        -309,
        -312,
        -313,
        -239,
        0x574d5664
    };
    private static final int LEFT = 1;
    private static final int MIDDLE = 2;
    private static final int ENTER = 0xFF0D;

    @TempDir
    private Path folder;

    private TigerVnc desktop;
    private TestTunnel tunnel;

    @BeforeEach
    void start() {
        desktop = TigerVnc.start(folder);
        tunnel = new TestTunnel()
                .target("sess-1", new StreamTarget.Address(desktop.address()))
                .linkUp(1);
    }

    @AfterEach
    void stop() {
        tunnel.close();
        desktop.close();
    }

    @Test
    void view_only_is_switched_on_and_off_while_a_person_types() {
        Path typed = folder.resolve("typed");
        desktop.terminal("cat > " + typed);
        try (var person = new Person()) {
            // Keys go to the window under the pointer.
            person.doubleClick(20, 10);
            until(() -> content(typed).contains("one"), () -> person.type("one"));

            tunnel.hub.change("v1", policy -> policy.withMode(ViewerMode.VIEW));
            await().until(() -> tunnel.host.policies() == 1);
            person.type("two");
            // What was dropped came before this, and this arrives.
            tunnel.hub.change("v1", policy -> policy.withMode(ViewerMode.CONTROL));
            await().until(() -> tunnel.host.policies() == 2);
            person.type("three");
            until(() -> content(typed).contains("three"), () -> person.type("three"));

            assertThat(content(typed)).doesNotContain("two");
        }
    }

    @Test
    void what_is_copied_on_the_desktop_reaches_a_viewer_and_not_one_whose_clipboard_is_held_back() {
        desktop.terminal("printf " + WORD + "; sleep 1000");
        try (var free = new Person()) {
            ViewerPolicy held = ViewerPolicy.UNRESTRICTED.withClipboard(ClipboardDirection.TO_DESKTOP);
            tunnel.policies(held, ViewerPolicy.UNRESTRICTED);
            try (var blocked = new Person()) {
                until(() -> free.received(WORD), () -> free.doubleClick(20, 10));

                long before = blocked.bytes();
                until(() -> blocked.bytes() > before + 100, blocked::redraw);
                assertThat(blocked.received(WORD)).isFalse();
                assertThat(tunnel.hub.viewers("sess-1"))
                        .as("the stream is still followed")
                        .hasSize(2);

                tunnel.hub.change("v2", policy -> policy.withClipboard(ClipboardDirection.BOTH));
                until(() -> blocked.received(WORD), () -> blocked.doubleClick(20, 10));
            }
        }
    }

    @Test
    void what_a_viewer_copies_reaches_the_desktop_only_where_it_may() {
        Path pasted = folder.resolve("pasted");
        desktop.terminal("cat > " + pasted);
        try (var person = new Person()) {
            person.copy("AllowedText");
            until(() -> content(pasted).contains("AllowedText"), person::paste);

            tunnel.hub.change("v1", policy -> policy.withClipboard(ClipboardDirection.FROM_DESKTOP));
            await().until(() -> tunnel.host.policies() == 1);
            person.copy("ForbiddenText");
            int before = content(pasted).length();
            until(() -> content(pasted).length() > before, person::paste);

            assertThat(content(pasted)).doesNotContain("ForbiddenText");
        }
    }

    /** Programs on a desktop come up when they do, so a person tries again. */
    private static void until(BooleanSupplier reached, Runnable again) {
        await().atMost(PATIENCE).pollInterval(Duration.ofMillis(500)).until(() -> {
            if (!reached.getAsBoolean()) {
                again.run();
            }
            return reached.getAsBoolean();
        });
    }

    private static String content(Path file) {
        try {
            return Files.exists(file) ? Files.readString(file) : "";
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A viewer with somebody at it, who keeps everything that comes. */
    private final class Person implements AutoCloseable {
        private final TestViewer viewer = tunnel.viewer("sess-1");
        private final ByteArrayOutputStream received = new ByteArrayOutputStream();
        private final Thread reader;

        @FunctionalInterface
        private interface Writing {
            void to(DataOutputStream out) throws IOException;
        }

        Person() {
            viewer.readExactly(12);
            viewer.send("RFB 003.008\n".getBytes(StandardCharsets.US_ASCII));
            int types = viewer.readExactly(1)[0];
            viewer.readExactly(types);
            viewer.send(new byte[] {1});
            viewer.readExactly(4);
            viewer.send(new byte[] {1});
            byte[] init = viewer.readExactly(24);
            viewer.readExactly(init[23]);
            send(out -> {
                out.writeShort(0x0200);
                out.writeShort(ENCODINGS.length);
                for (int encoding : ENCODINGS) {
                    out.writeInt(encoding);
                }
            });
            reader = Thread.ofVirtual().start(this::read);
            redraw();
        }

        private void read() {
            byte[] buffer = new byte[1 << 16];
            for (int count = viewer.read(buffer); count >= 0; count = viewer.read(buffer)) {
                synchronized (received) {
                    received.write(buffer, 0, count);
                }
            }
        }

        boolean received(String text) {
            synchronized (received) {
                return received.toString(StandardCharsets.ISO_8859_1).contains(text);
            }
        }

        long bytes() {
            synchronized (received) {
                return received.size();
            }
        }

        void redraw() {
            send(out -> out.write(new byte[] {3, 0, 0, 0, 0, 0, 3, 32, 2, 88}));
        }

        void type(String text) {
            text.chars().forEach(this::key);
            key(ENTER);
        }

        private void key(int symbol) {
            for (int down = 1; down >= 0; down--) {
                int pressed = down;
                send(out -> {
                    out.write(new byte[] {4, (byte) pressed, 0, 0});
                    out.writeInt(symbol);
                });
            }
        }

        private void point(int x, int y, int buttons) {
            send(out -> {
                out.write(new byte[] {5, (byte) buttons});
                out.writeShort(x);
                out.writeShort(y);
            });
        }

        /** Which selects the word under the pointer. */
        void doubleClick(int x, int y) {
            for (int i = 0; i < 2; i++) {
                point(x, y, LEFT);
                point(x, y, 0);
            }
        }

        void copy(String text) {
            send(out -> {
                out.writeInt(6 << 24);
                out.writeInt(text.length());
                out.writeBytes(text);
            });
        }

        void paste() {
            point(50, 50, MIDDLE);
            point(50, 50, 0);
            key(ENTER);
        }

        private void send(Writing writing) {
            try {
                var bytes = new ByteArrayOutputStream();
                writing.to(new DataOutputStream(bytes));
                viewer.send(bytes.toByteArray());
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        @Override
        public void close() {
            viewer.close();
            try {
                reader.join();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
