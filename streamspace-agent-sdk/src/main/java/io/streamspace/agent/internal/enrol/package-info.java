/** The agent's own key. Not API. */
@NullMarked
package io.streamspace.agent.internal.enrol;

import org.jspecify.annotations.NullMarked;
