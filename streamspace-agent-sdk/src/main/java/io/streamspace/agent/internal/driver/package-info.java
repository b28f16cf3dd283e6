/** Calls of the driver, away from the agent's loop. Not API. */
@NullMarked
package io.streamspace.agent.internal.driver;

import org.jspecify.annotations.NullMarked;
