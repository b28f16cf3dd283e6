/** Links of agents: handshake, reports, delivery of commands. */
@NullMarked
package io.streamspace.hub.internal.agent;

import org.jspecify.annotations.NullMarked;
