package io.streamspace.protocol;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.streamspace.protocol.ProtocolException.Code;
import io.streamspace.protocol.message.AgentMessage;
import io.streamspace.protocol.message.HubMessage;
import io.streamspace.protocol.stream.StreamMessage;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Reads and writes the messages of both kinds of connection. Reading throws {@link ProtocolException} and nothing else, whatever the input.
 * Immutable; may be used from any thread.
 */
public final class MessageCodec {
    private final ObjectMapper mapper = ProtocolMapper.create();
    private final InstantSource clock;

    /** A codec that stamps what it writes with the time of {@code clock}. */
    public MessageCodec(InstantSource clock) {
        this.clock = clock;
    }

    /** The text of an agent's message. */
    public String write(AgentMessage message) {
        return envelope(MessageTypes.AGENT.nameOf(message.getClass()), message);
    }

    /** The text of a hub's message. */
    public String write(HubMessage message) {
        return envelope(MessageTypes.HUB.nameOf(message.getClass()), message);
    }

    /** The text of a stream connection's message. */
    public String write(StreamMessage message) {
        return toJson(message);
    }

    /** Reads what an agent sent; for the hub. */
    public AgentMessage readAgentMessage(String text) {
        return readEnvelope(text, MessageTypes.AGENT);
    }

    /** Reads what the hub sent; for the agent. */
    public HubMessage readHubMessage(String text) {
        return readEnvelope(text, MessageTypes.HUB);
    }

    /** Reads a text message of a stream connection. */
    public StreamMessage readStreamMessage(String text) {
        checkSize(text, AgentProtocol.MAX_STREAM_MESSAGE_BYTES);
        JsonNode node = parse(text);
        String type = requiredText(node, "type");
        if (!MessageTypes.STREAM.contains(type)) {
            throw unknownType(type);
        }
        return bind(node, StreamMessage.class, type);
    }

    /** The {@code type} of a message that could not be read, for the answer to it; null where even that cannot be read. */
    public @Nullable String typeOf(String text) {
        try {
            JsonNode type = parse(text).get("type");
            return type != null && type.isTextual() && type.textValue().length() <= 64 ? type.textValue() : null;
        } catch (ProtocolException unreadable) {
            return null;
        }
    }

    private String envelope(String type, Object payload) {
        ObjectNode envelope = mapper.createObjectNode();
        envelope.put("type", type);
        envelope.put("timestamp", clock.instant().toString());
        envelope.set("payload", mapper.valueToTree(payload));
        return toJson(envelope);
    }

    private String toJson(Object value) {
        try {
            return mapper.writeValueAsString(value);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a message of our own cannot be written: " + value.getClass(), e);
        }
    }

    private <T> T readEnvelope(String text, MessageTypes<T> types) {
        checkSize(text, AgentProtocol.MAX_LINK_MESSAGE_BYTES);
        JsonNode node = parse(text);
        String type = requiredText(node, "type");
        Class<? extends T> messageClass = types.classOf(type);
        if (messageClass == null) {
            throw unknownType(type);
        }
        JsonNode payload = node.get("payload");
        if (payload == null || !payload.isObject()) {
            throw new ProtocolException(Code.MALFORMED_ENVELOPE, "payload must be an object");
        }
        return bind(payload, messageClass, type);
    }

    private <T> T bind(JsonNode node, Class<T> target, String type) {
        try {
            return mapper.treeToValue(node, target);
        } catch (JsonProcessingException | IllegalArgumentException e) {
            throw new ProtocolException(Code.INVALID_FIELD, type + ": " + BindingErrors.describe(e), e);
        }
    }

    private JsonNode parse(String text) {
        JsonNode node;
        try {
            node = mapper.readTree(text);
        } catch (JsonProcessingException e) {
            throw new ProtocolException(Code.MALFORMED_JSON, "the text is not JSON: " + BindingErrors.describe(e), e);
        }
        if (node == null || !node.isObject()) {
            throw new ProtocolException(Code.MALFORMED_JSON, "the text is not a JSON object");
        }
        return node;
    }

    private static String requiredText(JsonNode node, String field) {
        JsonNode value = node.get(field);
        if (value == null || !value.isTextual()) {
            throw new ProtocolException(Code.MALFORMED_ENVELOPE, field + " must be a text");
        }
        return value.textValue();
    }

    private static ProtocolException unknownType(String type) {
        String shown = type.length() > 64 ? type.substring(0, 64) : type;
        return new ProtocolException(Code.UNKNOWN_TYPE, "no message of type '" + shown + "' goes in this direction");
    }

    private static void checkSize(String text, int limit) {
        // The characters are counted first, since encoding a huge text only to measure it would cost what the limit is
        // to save.
        if (text.length() > limit || text.getBytes(StandardCharsets.UTF_8).length > limit) {
            throw new ProtocolException(Code.MESSAGE_TOO_LARGE, "a message may have at most " + limit + " bytes");
        }
    }

    /** All type names of both directions and of streams, for the documentation's test. */
    static Map<String, Class<?>> allTypes() {
        return MessageTypes.all();
    }
}
