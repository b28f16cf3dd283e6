package io.streamspace.server.catalogue;

import io.streamspace.protocol.message.ByteSize;
import io.streamspace.protocol.message.Resources;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What a template's sessions ask for.
 *
 * @param cpu cores
 * @param memory such as {@code 2Gi}
 */
record Demand(@Nullable Double cpu, @Nullable String memory) {
    static final String GOOD = "cpu is a number of cores such as 2 or 0.5, and memory a size such as 512Mi or 2Gi";
    private static final double MAX_CPU = 1024;

    /** Empty where one of them has another form. */
    Optional<Resources> toResources() {
        double cores = cpu == null ? 0 : cpu;
        var bytes = ByteSize.parse(memory == null ? "0" : memory);
        return cores >= 0 && cores <= MAX_CPU && bytes.isPresent()
                ? Optional.of(new Resources(cores, bytes.getAsLong()))
                : Optional.empty();
    }
}
