package io.streamspace.server.agent;

import io.streamspace.server.config.Durations;
import java.time.Duration;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Reads a duration as the server's configuration does. */
final class DurationOption implements ITypeConverter<Duration> {
    @Override
    public Duration convert(String value) {
        return Durations.parse(value.strip())
                .orElseThrow(() -> new TypeConversionException(
                        "'" + value + "' is no duration; good ones are 500ms, 30s, 5m, 1h and PT30S"));
    }
}
