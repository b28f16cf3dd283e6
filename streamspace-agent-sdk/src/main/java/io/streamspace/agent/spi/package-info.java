/**
 * What others implement: a platform's driver ({@link io.streamspace.agent.spi.SessionDriver}, where to start), an election among agent
 * processes, and the seams of a simulation (loop and transport). The technology compatibility kit (classifier {@code tck}) checks a
 * driver's numbered guarantees.
 */
@NullMarked
package io.streamspace.agent.spi;

import org.jspecify.annotations.NullMarked;
