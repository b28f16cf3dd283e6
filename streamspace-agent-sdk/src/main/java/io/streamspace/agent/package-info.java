/**
 * The agent: dials out to the hub and runs sessions through a driver. Start at {@link io.streamspace.agent.Agent}; whoever writes a driver
 * starts at {@link io.streamspace.agent.spi.SessionDriver}.
 */
@NullMarked
package io.streamspace.agent;

import org.jspecify.annotations.NullMarked;
