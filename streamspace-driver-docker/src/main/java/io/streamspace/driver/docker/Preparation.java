package io.streamspace.driver.docker;

import io.streamspace.agent.spi.DriverException;
import io.streamspace.agent.spi.Progress;
import io.streamspace.agent.spi.SessionRef;
import io.streamspace.protocol.message.SessionSpec;
import java.util.HashMap;
import java.util.Map;

/** What has to be there before a container can be started. Each part has the session's labels from its first moment on. */
final class Preparation {
    private final Names names;
    private final Images images;
    private final Networks networks;
    private final Homes homes;
    private final Containers containers;
    private final DiskLimit diskLimit;
    private final HostFirewall firewall;
    private final Reach reach;
    private final DockerOptions options;

    /** A session that was found possible. */
    record Wish(SessionRef session, SessionSpec spec, String image, TemplateOptions template) {}

    Preparation(
            Names names,
            Images images,
            Networks networks,
            Homes homes,
            Containers containers,
            DiskLimit diskLimit,
            HostFirewall firewall,
            Reach reach,
            DockerOptions options) {
        this.names = names;
        this.images = images;
        this.networks = networks;
        this.homes = homes;
        this.containers = containers;
        this.diskLimit = diskLimit;
        this.firewall = firewall;
        this.reach = reach;
        this.options = options;
    }

    /** Throws what the user can act on, before anything is touched. */
    Wish check(SessionRef session, SessionSpec spec) throws DriverException {
        return new Wish(
                session, spec, ContainerPlan.check(spec), TemplateOptions.of(spec.options(), options.capabilities()));
    }

    private void network(Wish wish) throws DriverException, InterruptedException {
        networks.create(wish.session(), wish.template().egress());
    }

    /**
     * Creates everything. The network takes the engine longest and is needed last, by the container's start, so it is made beside the rest. Returns or
     * throws only when both have ended.
     */
    void create(Wish wish, Progress progress) throws DriverException, InterruptedException {
        progress.report("creating_container", "Creating the container and its network", 0.1);
        try (var network = Beside.run(() -> network(wish))) {
            images.ensure(wish.image(), wish.template().pull().orElse(options.pull()), progress);
            try (var container = Beside.run(() -> container(wish))) {
                container.join();
            }
            network.join();
        }
    }

    private void container(Wish wish) throws DriverException, InterruptedException {
        homes.create(wish.session(), wish.spec());
        try {
            containers.create(plan(wish));
        } catch (DriverException e) {
            if (!diskLimit.wasRefused(String.valueOf(e.detail()))) {
                throw e;
            }
            containers.create(plan(wish));
        }
    }

    private ContainerPlan plan(Wish wish) {
        Map<String, String> facts =
                new HashMap<>(diskLimit.facts(wish.template(), wish.session().sessionId()));
        facts.put("network", wish.template().egress() ? "egress" : "internal");
        facts.put("host_services", firewall.state());
        return new ContainerPlan(
                names.session(wish.session().sessionId()),
                wish.spec(),
                wish.image(),
                wish.template(),
                options.defaults(),
                homes.name(wish.session(), wish.spec()),
                reach.published(),
                wish.template().diskBytes() > 0 && diskLimit.isPossible(),
                Labels.container(names.agentId(), wish.session(), wish.spec(), facts));
    }
}
