/** The inside of the hub: not for use from outside. */
@NullMarked
package io.streamspace.hub.internal;

import org.jspecify.annotations.NullMarked;
