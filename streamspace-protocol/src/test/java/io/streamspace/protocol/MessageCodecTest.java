package io.streamspace.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import io.streamspace.protocol.message.Command;
import io.streamspace.protocol.message.CommandComplete;
import io.streamspace.protocol.message.CommandPayload;
import io.streamspace.protocol.message.InventoryEntry;
import io.streamspace.protocol.message.ObservedState;
import io.streamspace.protocol.message.SessionSpec;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class MessageCodecTest {
    private final MessageCodec codec = new MessageCodec(() -> Instant.parse("2026-11-21T10:00:00Z"));

    @Test
    void a_command_keeps_its_payload_through_the_wire() {
        var command = new Command(
                "cmd-1", "sess-1", 3, 60_000, new CommandPayload.StartSession(SessionSpec.of("ada", "desktop")));

        String text = codec.write(command);

        assertThat(text).contains("\"action\":\"start_session\"");
        assertThat(codec.readHubMessage(text)).isEqualTo(command);
    }

    @Test
    void a_command_without_fields_in_its_payload_keeps_its_action() {
        var command = new Command("cmd-1", null, 0, 60_000, new CommandPayload.ListSessions());

        assertThat(codec.readHubMessage(codec.write(command))).isEqualTo(command);
    }

    @Test
    void a_result_keeps_its_inventory() {
        var result = new CommandComplete(
                "cmd-1", null, List.of(new InventoryEntry("sess-1", 2, ObservedState.RUNNING, "handle")));

        assertThat(codec.readAgentMessage(codec.write(result))).isEqualTo(result);
    }
}
