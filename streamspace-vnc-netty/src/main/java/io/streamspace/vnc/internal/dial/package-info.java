/** Opens WebSockets as a client. */
@NullMarked
package io.streamspace.vnc.internal.dial;

import org.jspecify.annotations.NullMarked;
