/** Text messages on a WebSocket. */
@NullMarked
package io.streamspace.vnc.internal.text;

import org.jspecify.annotations.NullMarked;
