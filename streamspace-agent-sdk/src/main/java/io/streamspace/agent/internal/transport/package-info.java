/** The network behind the agent. Not API. */
@NullMarked
package io.streamspace.agent.internal.transport;

import org.jspecify.annotations.NullMarked;
