package io.streamspace.hub;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.composite.CompositeMeterRegistry;
import io.streamspace.hub.internal.placement.LeastLoaded;
import io.streamspace.hub.spi.PlacementPolicy;
import io.streamspace.hub.spi.Timers;
import io.streamspace.hub.spi.ViewerTokens;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.random.RandomGenerator;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/** Assembles a {@link Hub}. Only the data source is needed. */
public final class HubBuilder {
    private @Nullable DataSource dataSource;
    private HubSettings settings = HubSettings.builder().build();
    private InstantSource clock = InstantSource.system();
    private @Nullable RandomGenerator random;
    private @Nullable Executor executor;
    private @Nullable Timers timers;
    private @Nullable MeterRegistry meters;
    private @Nullable PlacementPolicy placement;
    private @Nullable ViewerTokens viewerTokens;

    HubBuilder() {}

    /** A PostgreSQL database, version 12 or newer; the hub makes its tables itself. Stays the caller's to close. */
    public HubBuilder dataSource(DataSource value) {
        dataSource = value;
        return this;
    }

    public HubBuilder settings(HubSettings value) {
        settings = value;
        return this;
    }

    public HubBuilder clock(InstantSource value) {
        clock = value;
        return this;
    }

    /** Makes ids, keys and tickets; a {@link java.security.SecureRandom} unless set. */
    public HubBuilder random(RandomGenerator value) {
        random = value;
        return this;
    }

    /** Runs what blocks on the database; a virtual thread for each task unless set. Stays the caller's. */
    public HubBuilder executor(Executor value) {
        executor = value;
        return this;
    }

    /** Runs what is due later, and waits; a thread of the hub's unless set. */
    public HubBuilder timers(Timers value) {
        timers = value;
        return this;
    }

    public HubBuilder meters(MeterRegistry value) {
        meters = value;
        return this;
    }

    /** Prefers the least loaded agent unless set. */
    public HubBuilder placement(PlacementPolicy value) {
        placement = value;
        return this;
    }

    /** Lets viewers in by {@code ?token=} too; only tickets count unless set. */
    public HubBuilder viewerTokens(ViewerTokens value) {
        viewerTokens = value;
        return this;
    }

    /** Puts the parts together; nothing runs before {@link Hub#start()}. */
    public Hub build() {
        return new Hub(new Assembly(this).parts());
    }

    DataSource dataSource() {
        return Objects.requireNonNull(dataSource, "a hub needs a data source");
    }

    HubSettings settings() {
        return settings;
    }

    InstantSource clock() {
        return clock;
    }

    RandomGenerator random() {
        return random == null ? new SecureRandom() : random;
    }

    Optional<Executor> executor() {
        return Optional.ofNullable(executor);
    }

    Optional<Timers> timers() {
        return Optional.ofNullable(timers);
    }

    MeterRegistry meters() {
        return meters == null ? new CompositeMeterRegistry() : meters;
    }

    PlacementPolicy placement() {
        return placement == null ? new LeastLoaded() : placement;
    }

    @Nullable
    ViewerTokens viewerTokens() {
        return viewerTokens;
    }
}
