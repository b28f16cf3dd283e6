package io.streamspace.server.rest;

import io.streamspace.protocol.message.ByteSize;
import io.streamspace.protocol.message.Resources;
import io.streamspace.server.http.ApiException;
import org.jspecify.annotations.Nullable;

/**
 * {@link Resources} in the API.
 *
 * @param cpu cores
 * @param memory such as {@code 2Gi}
 */
record ResourcesJson(@Nullable Double cpu, @Nullable String memory) {
    static ResourcesJson of(Resources resources) {
        return new ResourcesJson(
                resources.cpu() == 0 ? null : resources.cpu(), ByteSize.format(resources.memoryBytes()));
    }

    /** @throws ApiException naming the field */
    Resources toResources() {
        if (cpu != null && !(cpu >= 0 && cpu <= 1024)) {
            throw ApiException.invalid("resources.cpu", "cpu is a number of cores, for example 2 or 0.5.");
        }
        long bytes = memory == null
                ? 0
                : ByteSize.parse(memory)
                        .orElseThrow(() -> ApiException.invalid(
                                "resources.memory", "memory is a size such as 512Mi or 2Gi, or a number of bytes."));
        return new Resources(cpu == null ? 0 : cpu, bytes);
    }
}
