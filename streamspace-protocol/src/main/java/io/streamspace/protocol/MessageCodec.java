package io.streamspace.protocol;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.streamspace.protocol.ProtocolException.Code;
import io.streamspace.protocol.internal.Checks;
import io.streamspace.protocol.message.AgentMessage;
import io.streamspace.protocol.message.HubMessage;
import io.streamspace.protocol.stream.StreamMessage;
import java.io.IOException;
import java.time.InstantSource;
import org.jspecify.annotations.Nullable;

/**
 * Reads and writes the messages of both kinds of connection. Reading throws {@link ProtocolException} and nothing else, whatever the input,
 * and takes memory in proportion to the text's length at most. Writing throws it with {@link Code#MESSAGE_TOO_LARGE} for a message that the
 * other side would refuse. Immutable; may be used from any thread.
 */
public final class MessageCodec {
    private final JsonMapper mapper = ProtocolMapper.create();
    private final JsonFactory strict = ProtocolMapper.strictFactory();
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
        ObjectNode object = mapper.createObjectNode();
        object.put("type", MessageTypes.STREAM.nameOf(message.getClass()));
        object.setAll((ObjectNode) mapper.valueToTree(message));
        return toJson(object, AgentProtocol.MAX_STREAM_MESSAGE_BYTES);
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
        MessageHead head = MessageHead.read(strict, text);
        return bind(text, known(head, MessageTypes.STREAM), head);
    }

    /**
     * The {@code type} of a message that was refused, for {@link io.streamspace.protocol.message.ErrorReport#answeredType()}; null where even
     * that cannot be read or is no identifier.
     */
    public @Nullable String typeOf(String text) {
        try {
            checkSize(text, AgentProtocol.MAX_LINK_MESSAGE_BYTES);
            String type = MessageHead.read(strict, text).type();
            return type != null && Checks.isId(type) ? type : null;
        } catch (ProtocolException unreadable) {
            return null;
        }
    }

    private String envelope(String type, Object payload) {
        ObjectNode envelope = mapper.createObjectNode();
        envelope.put("type", type);
        envelope.put("timestamp", clock.instant().toString());
        envelope.set("payload", mapper.valueToTree(payload));
        return toJson(envelope, AgentProtocol.MAX_LINK_MESSAGE_BYTES);
    }

    private String toJson(ObjectNode value, int limit) {
        try {
            String text = mapper.writeValueAsString(value);
            checkSize(text, limit);
            return text;
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a message of our own cannot be written", e);
        }
    }

    private <T> T readEnvelope(String text, MessageTypes<T> types) {
        checkSize(text, AgentProtocol.MAX_LINK_MESSAGE_BYTES);
        MessageHead head = MessageHead.read(strict, text);
        Class<? extends T> target = known(head, types);
        if (!head.payload()) {
            throw new ProtocolException(Code.MALFORMED_ENVELOPE, "payload must be an object");
        }
        return bind(text, target, head);
    }

    private static <T> Class<? extends T> known(MessageHead head, MessageTypes<T> types) {
        if (head.type() == null) {
            throw new ProtocolException(Code.MALFORMED_ENVELOPE, "type must be a text");
        }
        Class<? extends T> target = types.classOf(head.type());
        if (target == null) {
            throw new ProtocolException(Code.UNKNOWN_TYPE, "no message of this type goes in this direction");
        }
        return target;
    }

    /** The second pass; {@code head} says that the text is sound, so that only its fields can be wrong. */
    private <T> T bind(String text, Class<T> target, MessageHead head) {
        try (JsonParser parser = mapper.createParser(text)) {
            parser.nextToken();
            if (!StreamMessage.class.isAssignableFrom(target)) {
                moveToPayload(parser);
            }
            return mapper.readValue(parser, target);
        } catch (IOException | IllegalArgumentException e) {
            throw new ProtocolException(Code.INVALID_FIELD, head.type() + ": " + BindingErrors.describe(e), e);
        }
    }

    private static void moveToPayload(JsonParser parser) throws IOException {
        while (!"payload".equals(parser.nextFieldName())) {
            parser.nextToken();
            parser.skipChildren();
        }
        parser.nextToken();
    }

    private static void checkSize(String text, int limit) {
        if (utf8Length(text, limit) > limit) {
            throw new ProtocolException(Code.MESSAGE_TOO_LARGE, "a message may have at most " + limit + " bytes");
        }
    }

    /** Bytes of the text in UTF-8, or some number above {@code limit}; encoding it only to measure it would cost what the limit is to save. */
    private static int utf8Length(String text, int limit) {
        int length = text.length();
        for (int i = 0; i < text.length() && length <= limit; i++) {
            char c = text.charAt(i);
            // A surrogate pair has four bytes: two for each of its characters.
            length += c < 0x80 ? 0 : c < 0x800 || Character.isSurrogate(c) ? 1 : 2;
        }
        return length;
    }
}
