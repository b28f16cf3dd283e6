package io.streamspace.agent.internal.session;

import static org.assertj.core.api.Assertions.assertThat;

import io.streamspace.agent.spi.SessionFacts;
import io.streamspace.protocol.message.ObservedState;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class SessionBookTest {
    private static final String SESSION = "sess-1";

    private final SessionBook book = new SessionBook();

    @Test
    void a_stop_may_be_repeated_at_its_generation_and_a_start_may_not() {
        book.accepted(SESSION, 1);
        book.stopAccepted(SESSION, 2);

        assertThat(book.isStaleStop(SESSION, 2)).isFalse();
        assertThat(book.isStaleStop(SESSION, 1)).isTrue();
        assertThat(book.isStale(SESSION, 2)).isTrue();
    }

    @Test
    void a_list_that_is_older_than_the_end_of_a_session_is_known_as_old() {
        book.done(running());
        long look = book.look();

        book.removed(SESSION);

        assertThat(book.touchedSince(SESSION, look)).isTrue();
        assertThat(book.touchedSince(SESSION, book.look())).isFalse();
    }

    @Test
    void a_session_that_is_gone_keeps_its_generation() {
        book.accepted(SESSION, 3);

        book.removed(SESSION);

        assertThat(book.generation(SESSION)).isEqualTo(3);
    }

    private static SessionFacts running() {
        return new SessionFacts(SESSION, 1, ObservedState.RUNNING, "handle", Map.of(), Map.of(), null);
    }
}
