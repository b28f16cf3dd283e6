/**
 * Hub and agents in one seeded simulation: real code on both sides and a real PostgreSQL, with time, threads, network and platform played.
 * Begin with {@code SimulationTest}, then {@code Simulation}.
 */
@NullMarked
package io.streamspace.simulation;

import org.jspecify.annotations.NullMarked;
