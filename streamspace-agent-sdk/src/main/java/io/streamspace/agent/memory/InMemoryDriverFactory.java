package io.streamspace.agent.memory;

import io.streamspace.agent.spi.DriverContext;
import io.streamspace.agent.spi.DriverOption;
import io.streamspace.agent.spi.SessionDriver;
import io.streamspace.agent.spi.SessionDriverFactory;
import java.util.List;
import java.util.Optional;

/** The driver of platform {@code memory}: needs nothing but Java, and its sessions last as long as the process. */
public final class InMemoryDriverFactory implements SessionDriverFactory {
    /** The platform's name. */
    public static final String PLATFORM = "memory";

    private final InMemoryPlatform platform;

    /** Drivers on the platform of this process. */
    public InMemoryDriverFactory() {
        this(InMemoryPlatform.shared());
    }

    /** Drivers on a platform of the caller's. */
    public InMemoryDriverFactory(InMemoryPlatform platform) {
        this.platform = platform;
    }

    @Override
    public String platform() {
        return PLATFORM;
    }

    @Override
    public String version() {
        String version = InMemoryDriverFactory.class.getPackage().getImplementationVersion();
        return version == null ? "unpackaged" : version;
    }

    @Override
    public List<DriverOption> options() {
        return List.of();
    }

    @Override
    public Optional<String> missing(DriverContext context) {
        return Optional.empty();
    }

    @Override
    public SessionDriver open(DriverContext context) {
        return new InMemoryDriver(platform, context);
    }
}
