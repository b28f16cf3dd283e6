/**
 * The byte tunnel between viewers and desktops. {@code HubTunnel} is the hub's side, {@code AgentTunnel} the agent's.
 */
@NullMarked
package io.streamspace.vnc;

import org.jspecify.annotations.NullMarked;
