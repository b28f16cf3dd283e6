/**
 * The technology compatibility kit for drivers. A driver's author extends {@link io.streamspace.agent.tck.SessionDriverTck}; its tests carry
 * the numbers of the guarantees and run the driver through a real agent and a real link.
 */
@NullMarked
package io.streamspace.agent.tck;

import org.jspecify.annotations.NullMarked;
