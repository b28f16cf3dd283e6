/** Which agent gets a session. */
@NullMarked
package io.streamspace.hub.internal.placement;

import org.jspecify.annotations.NullMarked;
