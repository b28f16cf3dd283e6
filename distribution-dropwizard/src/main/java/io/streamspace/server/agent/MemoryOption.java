package io.streamspace.server.agent;

import io.streamspace.protocol.message.ByteSize;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Reads an amount of memory of the command line or the environment. */
final class MemoryOption implements ITypeConverter<Long> {
    @Override
    public Long convert(String value) {
        return ByteSize.parse(value)
                .orElseThrow(() -> new TypeConversionException(
                        "'" + value + "' is no amount of memory; good ones are 16Gi, 512Mi and 0"));
    }
}
