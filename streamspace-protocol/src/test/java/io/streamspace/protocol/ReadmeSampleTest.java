package io.streamspace.protocol;

import static io.streamspace.protocol.state.SessionEvent.OBSERVED_RUNNING;
import static io.streamspace.protocol.state.SessionEvent.TERMINATE_REQUESTED;
import static io.streamspace.protocol.state.SessionState.RUNNING;
import static io.streamspace.protocol.state.SessionState.STARTING;
import static io.streamspace.protocol.state.SessionState.TERMINATED;
import static org.assertj.core.api.Assertions.assertThat;

import io.streamspace.protocol.message.AgentMessage;
import io.streamspace.protocol.message.CommandAck;
import io.streamspace.protocol.message.ErrorReport;
import io.streamspace.protocol.message.HubMessage;
import io.streamspace.protocol.state.SessionLifecycle;
import java.time.Clock;
import org.junit.jupiter.api.Test;

/** The sample of the module's README. */
class ReadmeSampleTest {
    private final MessageCodec codec = new MessageCodec(Clock.systemUTC());

    @Test
    void messages_are_records_that_a_codec_reads_and_writes() {
        String text = codec.write(new CommandAck("cmd-1"));

        AgentMessage message = codec.readAgentMessage(text);

        assertThat(message).isEqualTo(new CommandAck("cmd-1"));
    }

    @Test
    void what_cannot_be_read_is_answered() {
        assertThat(answerTo("{\"type\":\"ack\",\"payload\":{}}"))
                .contains("\"code\":\"invalid_field\"")
                .contains("\"message\":\"ack: command_id is missing\"")
                .contains("\"answered_type\":\"ack\"");
    }

    private String answerTo(String text) {
        try {
            return "read " + codec.readAgentMessage(text);
        } catch (ProtocolException e) {
            HubMessage error = new ErrorReport(e.code().wireName(), e.getMessage(), codec.typeOf(text));
            return codec.write(error);
        }
    }

    @Test
    void a_table_says_what_follows() {
        assertThat(SessionLifecycle.TABLE.next(STARTING, OBSERVED_RUNNING)).contains(RUNNING);
        assertThat(SessionLifecycle.TABLE.next(TERMINATED, TERMINATE_REQUESTED)).isEmpty();
    }
}
