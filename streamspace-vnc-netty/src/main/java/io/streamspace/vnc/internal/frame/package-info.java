/** The WebSocket frame codec (RFC 6455), without extensions: binary payload passes through as it comes, text is bounded. */
@NullMarked
package io.streamspace.vnc.internal.frame;

import org.jspecify.annotations.NullMarked;
