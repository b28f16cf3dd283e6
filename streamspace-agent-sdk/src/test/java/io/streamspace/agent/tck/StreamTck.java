package io.streamspace.agent.tck;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.streamspace.agent.spi.DriverException;
import io.streamspace.agent.spi.Hibernation;
import io.streamspace.agent.spi.SessionRef;
import io.streamspace.protocol.CloseCode;
import io.streamspace.protocol.message.SessionSpec;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Level 7: viewers' streams, through hub, link and agent. */
public interface StreamTck extends TckLevel {
    /** A test of this level; run the level alone with the tag {@code STREAM}. */
    @Test
    @Tag("STREAM")
    @Target(ElementType.METHOD)
    @Retention(RetentionPolicy.RUNTIME)
    @interface Rule {}

    @Rule
    default void d701_several_viewers_have_a_connection_each() {
        String session = started();
        List<RfbViewer> viewers = new ArrayList<>();
        try {
            for (int i = 0; i < 3; i++) {
                viewers.add(stage().rfbViewer(session));
            }
            // All ask before the first is answered, so that answers that go astray are missed.
            for (RfbViewer viewer : viewers) {
                within("a viewer to ask", viewer::ask);
            }
            assertThat(viewers)
                    .allSatisfy(v -> assertThat(stage().within("a viewer's picture", v::picture))
                            .isNotEmpty());
        } finally {
            viewers.forEach(RfbViewer::close);
        }
        assertThat(stage().banner(session)).startsWith("RFB 003.");
    }

    @Rule
    default void d702_every_byte_arrives_once_and_in_order_both_ways() {
        String session = started();
        try (RfbViewer viewer = stage().rfbViewer(session)) {
            for (int round = 0; round < 10; round++) {
                within("the desktop to take a paste", viewer::paste);
                within("the viewer to ask", viewer::ask);
                stage().within("the picture of round " + round, viewer::picture);
            }
        }
    }

    @Rule
    default void d702_the_picture_is_the_one_that_the_desktop_paints() throws Exception {
        String session = started();
        SessionRef ref = stage().ref(session);
        try (RfbViewer viewer = stage().rfbViewer(session);
                RfbViewer beside = stage().within(
                                "the desktop to answer the kit",
                                () -> RfbViewer.on(
                                        DirectLine.to(stage().driver().dial(ref, SessionSpec.VNC_ENDPOINT))))) {
            // A clock on the desktop may tick between two looks.
            stage().until("the picture through the hub to be the desktop's", () -> {
                viewer.ask();
                beside.ask();
                return java.util.Arrays.equals(
                        stage().within("the viewer's picture", viewer::picture),
                        stage().within("the desktop's picture", beside::picture));
            });
        }
    }

    @Rule
    default void d703_nobody_is_led_to_a_session_that_is_unknown_or_ended() {
        assertThat(stage().closeCode(stage().newSession())).isEqualTo(CloseCode.SESSION_NOT_RUNNING.number());
        String session = started();
        stage().stop(session, 2);

        assertThat(stage().closeCode(session)).isEqualTo(CloseCode.SESSION_NOT_RUNNING.number());
        assertThat(refusal(new SessionRef(session, 1, null))).isEqualTo(DriverException.Kind.NOT_FOUND);
    }

    @Rule
    default void d703_nobody_is_led_to_a_session_that_sleeps() {
        assumeTrue(stage().driver() instanceof Hibernation, "the driver cannot hibernate");
        String session = started();
        stage().hibernate(session, 2);

        assertThat(stage().closeCode(session)).isEqualTo(CloseCode.SESSION_NOT_RUNNING.number());
    }

    @Rule
    default void d704_a_woken_desktop_is_found_where_it_is_now() {
        assumeTrue(stage().driver() instanceof Hibernation, "the driver cannot hibernate");
        String session = started();
        assertThat(stage().banner(session)).startsWith("RFB 003.");
        stage().hibernate(session, 2);
        stage().wake(session, 3);

        assertThat(stage().banner(session)).startsWith("RFB 003.");
    }

    @Rule
    default void d704_a_viewer_finds_the_desktop_again_after_the_agent_was_killed() {
        String session = started();
        try (RfbViewer viewer = stage().rfbViewer(session)) {
            within("the viewer to ask", viewer::ask);
            stage().within("the viewer's picture", viewer::picture);

            stage().killAndRestartAgent();
        }

        try (RfbViewer back = stage().rfbViewer(session)) {
            within("the viewer to ask", back::ask);
            assertThat(stage().within("the viewer's picture", back::picture)).isNotEmpty();
        }
    }

    @Rule
    default void d705_a_viewer_who_does_not_read_holds_nobody_up() {
        String session = started();
        try (RfbViewer slow = stage().rfbViewer(session)) {
            for (int i = 0; i < 50; i++) {
                within("the slow viewer to ask", slow::ask);
            }

            String other = started();
            assertThat(stage().banner(other)).startsWith("RFB 003.");
            stage().list();
            stage().stop(other, 2);

            assertThat(stage().banner(session)).startsWith("RFB 003.");
            stage().stop(session, 2);
        }
        assertThat(stage().listed(session)).isEmpty();
    }

    private String started() {
        String session = stage().newSession();
        stage().start(session, 1);
        return session;
    }

    private void within(String what, Step step) {
        stage().within(what, () -> {
            step.run();
            return true;
        });
    }

    /** Something that takes time and has no result. */
    @FunctionalInterface
    interface Step {
        void run() throws Exception;
    }

    private DriverException.Kind refusal(SessionRef session) {
        Throwable thrown = catchThrowable(() -> stage().driver().dial(session, SessionSpec.VNC_ENDPOINT));
        assertThat(thrown).as("what dial says").isInstanceOf(DriverException.class);
        return ((DriverException) thrown).kind();
    }
}
