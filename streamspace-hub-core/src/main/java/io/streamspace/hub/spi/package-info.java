/** What an application may put in the place of the hub's own parts. */
@NullMarked
package io.streamspace.hub.spi;

import org.jspecify.annotations.NullMarked;
