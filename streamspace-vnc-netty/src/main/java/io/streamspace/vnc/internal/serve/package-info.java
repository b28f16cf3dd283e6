/** A plain HTTP/1.1 server that knows nothing but WebSocket upgrades. */
@NullMarked
package io.streamspace.vnc.internal.serve;

import org.jspecify.annotations.NullMarked;
