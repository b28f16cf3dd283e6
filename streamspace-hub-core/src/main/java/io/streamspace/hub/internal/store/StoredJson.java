package io.streamspace.hub.internal.store;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.deser.std.FromStringDeserializer;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.databind.ser.std.ToStringSerializer;
import io.streamspace.protocol.message.CommandAction;
import io.streamspace.protocol.message.CommandPayload;
import java.time.Duration;
import java.util.Map;
import org.jooq.JSONB;

/** The JSON columns. Field names as on the wire; fields that this version does not know are ignored, so that versions can share a database. */
final class StoredJson {
    private static final ObjectMapper MAPPER = JsonMapper.builder()
            .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .defaultPropertyInclusion(
                    JsonInclude.Value.construct(JsonInclude.Include.NON_NULL, JsonInclude.Include.NON_NULL))
            .addModule(new SimpleModule()
                    .addSerializer(Duration.class, ToStringSerializer.instance)
                    .addDeserializer(Duration.class, new DurationReader()))
            .build();

    private static final class DurationReader extends FromStringDeserializer<Duration> {
        private static final long serialVersionUID = 1L;

        private DurationReader() {
            super(Duration.class);
        }

        @Override
        protected Duration _deserialize(String text, DeserializationContext context) {
            return Duration.parse(text);
        }
    }

    private StoredJson() {}

    static JSONB write(Object value) {
        try {
            return JSONB.valueOf(MAPPER.writeValueAsString(value));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("cannot be stored as JSON: " + value.getClass(), e);
        }
    }

    static <T> T read(JSONB json, Class<T> type) {
        try {
            return MAPPER.readValue(json.data(), type);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a stored " + type.getSimpleName() + " cannot be read", e);
        }
    }

    static Map<String, String> readTexts(JSONB json) {
        try {
            return MAPPER.readValue(json.data(), new TypeReference<Map<String, String>>() {});
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a stored map cannot be read", e);
        }
    }

    static CommandPayload readPayload(CommandAction action, JSONB json) {
        return switch (action) {
            case START_SESSION -> read(json, CommandPayload.StartSession.class);
            case STOP_SESSION -> read(json, CommandPayload.StopSession.class);
            case HIBERNATE_SESSION -> read(json, CommandPayload.HibernateSession.class);
            case WAKE_SESSION -> read(json, CommandPayload.WakeSession.class);
            case LIST_SESSIONS -> read(json, CommandPayload.ListSessions.class);
            case GET_SESSION -> read(json, CommandPayload.GetSession.class);
        };
    }
}
