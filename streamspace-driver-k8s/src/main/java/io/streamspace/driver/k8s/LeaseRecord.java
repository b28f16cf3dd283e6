package io.streamspace.driver.k8s;

import io.fabric8.kubernetes.api.model.coordination.v1.LeaseBuilder;
import io.fabric8.kubernetes.api.model.coordination.v1.LeaseSpec;
import io.fabric8.kubernetes.api.model.coordination.v1.LeaseSpecBuilder;
import io.streamspace.agent.election.Lease;
import io.streamspace.agent.election.LeaseText;
import java.io.IOException;
import java.time.Duration;
import java.time.ZonedDateTime;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A lease as a Lease object. What counts is an annotation: a spec has no room for the term, since its count of transitions has 32 bits and begins anew
 * when somebody removes the object, nor for a lease that is free and whose term is known. The spec says the same to {@code kubectl} and to programs
 * that watch it; its times are for people and are compared with no clock.
 *
 * @param object as it was read, with the version that a change has to name
 */
record LeaseRecord(io.fabric8.kubernetes.api.model.coordination.v1.Lease object, Lease lease) {
    private static final String LEASE = "streamspace.io/lease";
    private static final Duration SECOND = Duration.ofSeconds(1);

    /**
     * What an object says.
     *
     * @throws IOException where it is not this agent's, with a sentence that says what to do
     */
    static LeaseRecord of(io.fabric8.kubernetes.api.model.coordination.v1.Lease object, String agentId)
            throws IOException {
        String where = "The Lease " + object.getMetadata().getName() + " in the namespace "
                + object.getMetadata().getNamespace();
        Map<String, String> annotations =
                Objects.requireNonNullElse(object.getMetadata().getAnnotations(), Map.of());
        String text = annotations.get(LEASE);
        if (text == null) {
            throw foreign(where);
        }
        String owner = annotations.getOrDefault(Marks.AGENT, "");
        if (!owner.equals(agentId)) {
            throw new IOException(where + " elects the agent " + owner
                    + ", and this is another: give each agent id a Lease of its own by LEASE_LOCK_NAME.");
        }
        Lease lease = LeaseText.parse(text, where);
        // Other programs that elect by a Lease leave annotations as they are.
        if (!holder(object.getSpec()).equals(lease.free() ? Optional.empty() : Optional.of(lease.holder()))) {
            throw foreign(where);
        }
        return new LeaseRecord(object, lease);
    }

    /** A new object. */
    static io.fabric8.kubernetes.api.model.coordination.v1.Lease object(
            String name, String agentId, Lease lease, ZonedDateTime now) {
        return new LeaseBuilder()
                .withNewMetadata()
                .withName(name)
                .withLabels(Marks.agent(agentId))
                .addToAnnotations(Marks.AGENT, agentId)
                .addToAnnotations(LEASE, LeaseText.of(lease))
                .endMetadata()
                .withSpec(spec(new LeaseSpec(), lease, now)
                        .withAcquireTime(now)
                        .withLeaseTransitions(0)
                        .build())
                .build();
    }

    /** The object with another lease in it. */
    io.fabric8.kubernetes.api.model.coordination.v1.Lease with(Lease next, ZonedDateTime now) {
        LeaseSpecBuilder spec = spec(object.getSpec(), next, now);
        if (!lease.sameTenure(next)) {
            Integer transitions = object.getSpec().getLeaseTransitions();
            spec.withAcquireTime(now).withLeaseTransitions(transitions == null ? 1 : transitions + 1);
        }
        return new LeaseBuilder(object)
                .editMetadata()
                .addToAnnotations(LEASE, LeaseText.of(next))
                .endMetadata()
                .withSpec(spec.build())
                .build();
    }

    private static LeaseSpecBuilder spec(LeaseSpec before, Lease lease, ZonedDateTime now) {
        return new LeaseSpecBuilder(before)
                .withHolderIdentity(lease.free() ? null : lease.holder())
                // Whole seconds are what it can say, and none is not allowed.
                .withLeaseDurationSeconds(Math.toIntExact(
                        lease.duration().plus(SECOND).minusNanos(1).toSeconds()))
                .withRenewTime(now);
    }

    private static Optional<String> holder(@Nullable LeaseSpec spec) {
        return Optional.ofNullable(spec).map(LeaseSpec::getHolderIdentity).filter(name -> !name.isEmpty());
    }

    private static IOException foreign(String where) {
        return new IOException(
                where + " was written by another program. Name a Lease that only agents of this id use by"
                        + " LEASE_LOCK_NAME, or remove this one while no agent of this id runs.");
    }
}
