/** The agent program: flags and environment around {@link io.streamspace.agent.Agent}. */
@NullMarked
package io.streamspace.server.agent;

import org.jspecify.annotations.NullMarked;
