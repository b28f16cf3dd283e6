/** The wire contract between hub and agents: versions, limits, paths, errors. Start at {@link io.streamspace.protocol.AgentProtocol}. */
@NullMarked
package io.streamspace.protocol;

import org.jspecify.annotations.NullMarked;
