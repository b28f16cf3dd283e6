package io.streamspace.protocol;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.streamspace.protocol.ProtocolException.Code;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * What a first pass over a text finds: the whole text is one sound JSON object, of this type. The pass builds nothing, so that garbage costs
 * no memory.
 *
 * @param type null where there is none or it is no text
 * @param payload whether {@code payload} is an object
 */
record MessageHead(@Nullable String type, boolean payload) {
    static MessageHead read(JsonFactory strict, String text) {
        try (JsonParser parser = strict.createParser(text)) {
            if (parser.nextToken() != JsonToken.START_OBJECT) {
                throw new ProtocolException(Code.MALFORMED_JSON, "the text is not a JSON object");
            }
            MessageHead head = fields(parser);
            if (parser.nextToken() != null) {
                throw new ProtocolException(Code.MALFORMED_JSON, "something follows the JSON object");
            }
            return head;
        } catch (IOException e) {
            throw new ProtocolException(Code.MALFORMED_JSON, "the text is not JSON: " + BindingErrors.describe(e), e);
        }
    }

    private static MessageHead fields(JsonParser parser) throws IOException {
        String type = null;
        boolean payload = false;
        for (String name = parser.nextFieldName(); name != null; name = parser.nextFieldName()) {
            JsonToken value = parser.nextToken();
            if (name.equals("type") && value == JsonToken.VALUE_STRING) {
                type = parser.getText();
            } else if (name.equals("payload")) {
                payload = value == JsonToken.START_OBJECT;
            }
            parser.skipChildren();
        }
        return new MessageHead(type, payload);
    }
}
