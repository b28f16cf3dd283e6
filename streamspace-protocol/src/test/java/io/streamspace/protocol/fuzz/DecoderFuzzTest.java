package io.streamspace.protocol.fuzz;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.streamspace.protocol.MessageCodec;
import io.streamspace.protocol.ProtocolException;
import io.streamspace.protocol.message.ErrorReport;
import io.streamspace.protocol.message.HubMessage;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.function.Consumer;

/** Nothing but a {@link ProtocolException} comes out of a reader, and it can always be answered. */
class DecoderFuzzTest {
    private final MessageCodec codec = new MessageCodec(() -> Instant.EPOCH);

    @FuzzTest(maxDuration = "5m")
    void any_bytes_are_a_message_or_an_answerable_refusal(byte[] input) {
        String text = new String(input, StandardCharsets.UTF_8);
        check(text, it -> codec.readAgentMessage(it));
        check(text, it -> codec.readHubMessage(it));
        check(text, it -> codec.readStreamMessage(it));
    }

    private void check(String text, Consumer<String> reader) {
        try {
            reader.accept(text);
        } catch (ProtocolException refused) {
            String code = refused.code().wireName();
            HubMessage answer = new ErrorReport(code, refused.getMessage(), codec.typeOf(text));
            codec.readHubMessage(codec.write(answer));
        }
    }
}
