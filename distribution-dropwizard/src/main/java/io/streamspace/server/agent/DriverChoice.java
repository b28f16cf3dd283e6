package io.streamspace.server.agent;

import io.streamspace.agent.spi.DriverContext;
import io.streamspace.agent.spi.SessionDriverFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The driver that an agent uses on this machine.
 *
 * @param factory the chosen driver
 * @param passedOver for each better driver that cannot run here, what it lacks
 */
public record DriverChoice(SessionDriverFactory factory, Map<String, String> passedOver) {
    /** Best first; a platform that is not named here comes between the real ones and the demo. */
    private static final List<String> PREFERENCE = List.of("docker", "kubernetes", "process");

    private static final String DEMO = "memory";

    public DriverChoice {
        passedOver = Map.copyOf(passedOver);
    }

    /**
     * Chooses the named driver, or the best one that has what it needs.
     *
     * @param wanted a platform's name; null for the best
     * @throws DriverChoiceException where no driver can run, with what each one lacks
     */
    public static DriverChoice of(
            List<SessionDriverFactory> factories,
            @Nullable String wanted,
            Function<SessionDriverFactory, DriverContext> contexts) {
        var candidates = new ArrayList<>(factories);
        if (wanted != null) {
            candidates.removeIf(f -> !f.platform().equals(wanted));
            if (candidates.isEmpty()) {
                throw new DriverChoiceException("There is no driver for the platform '" + wanted + "'. Known are: "
                        + String.join(
                                ", ",
                                factories.stream()
                                        .map(SessionDriverFactory::platform)
                                        .sorted()
                                        .toList())
                        + ". A further driver's jar belongs into the drivers folder.");
            }
        }
        candidates.sort(
                java.util.Comparator.comparingInt(DriverChoice::rank).thenComparing(SessionDriverFactory::platform));
        var lacking = new TreeMap<String, String>();
        for (var factory : candidates) {
            var missing = factory.missing(contexts.apply(factory));
            if (missing.isEmpty()) {
                return new DriverChoice(factory, lacking);
            }
            lacking.put(factory.platform(), missing.get());
        }
        throw new DriverChoiceException("No driver can run on this machine: " + lacking);
    }

    private static int rank(SessionDriverFactory factory) {
        if (factory.platform().equals(DEMO)) {
            return PREFERENCE.size() + 1;
        }
        int index = PREFERENCE.indexOf(factory.platform());
        return index < 0 ? PREFERENCE.size() : index;
    }
}
