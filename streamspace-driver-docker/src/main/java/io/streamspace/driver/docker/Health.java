package io.streamspace.driver.docker;

import io.streamspace.protocol.message.ObservedState;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Whether desktops answer, by their greeting. A desktop that has greeted is not asked again at each look, since lists are taken often and a VNC server
 * takes note of everybody who calls; one that is silent is asked each time. What is remembered here saves calls only: a new process asks anew.
 */
final class Health {
    private static final Duration TRUST = Duration.ofSeconds(30);
    private static final int SILENT_LOOKS = 3;

    private final Reach reach;
    private final Banner banner;
    private final InstantSource clock;
    private final Map<String, Pulse> pulses = new ConcurrentHashMap<>();

    /** @param silent looks without an answer since the last greeting */
    private record Pulse(String address, Instant greeted, int silent) {}

    Health(Reach reach, Banner banner, InstantSource clock) {
        this.reach = reach;
        this.banner = banner;
        this.clock = clock;
    }

    /** Of a container that runs. */
    ObservedState of(SessionContainer container) throws InterruptedException {
        var endpoint = endpoint(container);
        if (endpoint.isEmpty()) {
            return ObservedState.STARTING;
        }
        // A woken container may have moved, and has to greet again.
        String address = endpoint.get().toString();
        Optional<Pulse> last = Optional.ofNullable(pulses.get(container.id()))
                .filter(pulse -> pulse.address().equals(address));
        if (last.filter(this::isFresh).isPresent()) {
            return ObservedState.RUNNING;
        }
        if (banner.isShown(endpoint.get())) {
            pulses.put(container.id(), new Pulse(address, clock.instant(), 0));
            return ObservedState.RUNNING;
        }
        if (last.isEmpty()) {
            return ObservedState.STARTING;
        }
        int silent = last.get().silent() + 1;
        pulses.put(container.id(), new Pulse(address, last.get().greeted(), silent));
        return silent < SILENT_LOOKS ? ObservedState.RUNNING : ObservedState.FAILED;
    }

    private boolean isFresh(Pulse pulse) {
        return pulse.silent() == 0 && clock.instant().isBefore(pulse.greeted().plus(TRUST));
    }

    /** The container's desktop has just greeted. */
    void greeted(SessionContainer container) {
        endpoint(container)
                .ifPresent(address -> pulses.put(container.id(), new Pulse(address.toString(), clock.instant(), 0)));
    }

    private Optional<InetSocketAddress> endpoint(SessionContainer container) {
        return reach.endpoint(container, Labels.vncPort(container.labels()));
    }

    /** Only these are still there. */
    void keep(Collection<String> containerIds) {
        pulses.keySet().retainAll(containerIds);
    }
}
