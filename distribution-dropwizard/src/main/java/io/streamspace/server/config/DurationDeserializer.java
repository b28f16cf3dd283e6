package io.streamspace.server.config;

import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.deser.std.FromStringDeserializer;
import java.io.IOException;
import java.time.Duration;

/** Durations in the YAML file are written as in the environment. */
final class DurationDeserializer extends FromStringDeserializer<Duration> {
    private static final long serialVersionUID = 1L;

    DurationDeserializer() {
        super(Duration.class);
    }

    @Override
    protected Duration _deserialize(String text, DeserializationContext context) throws IOException {
        return Durations.parse(text)
                .orElseThrow(() -> context.weirdStringException(
                        text, Duration.class, "it must be a duration such as 30s, 5m, 1h or PT30S"));
    }
}
