/**
 * Choosing one of several agent processes by a lease. {@link io.streamspace.agent.election.LeaseElection} is the algorithm, the same wherever
 * the lease is kept; {@link io.streamspace.agent.election.LeaseStore} is what a file, Redis, Swarm or Kubernetes has to offer for it:
 * docs/decisions/0024-leases-without-a-common-clock.md.
 */
@NullMarked
package io.streamspace.agent.election;

import org.jspecify.annotations.NullMarked;
