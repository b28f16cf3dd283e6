/** The agent put together. Not API. */
@NullMarked
package io.streamspace.agent.internal;

import org.jspecify.annotations.NullMarked;
