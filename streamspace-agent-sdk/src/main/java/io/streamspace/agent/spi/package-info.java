/**
 * What a driver implements to run sessions on a platform. Start at {@link io.streamspace.agent.spi.SessionDriver}; the technology
 * compatibility kit (classifier {@code tck}) checks the numbered guarantees.
 */
@NullMarked
package io.streamspace.agent.spi;

import org.jspecify.annotations.NullMarked;
