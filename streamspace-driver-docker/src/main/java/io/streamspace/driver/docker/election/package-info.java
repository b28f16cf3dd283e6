/**
 * Where a lease is kept for agents that share an id: a folder of one host, Redis, or a Swarm. {@link
 * io.streamspace.driver.docker.election.HaBackend} is the entry; the algorithm is {@link io.streamspace.agent.election.LeaseElection}.
 */
@NullMarked
package io.streamspace.driver.docker.election;

import org.jspecify.annotations.NullMarked;
