/** One stream connection and one stream, as both sides of the tunnel see them: messages, counted bytes, windows. */
@NullMarked
package io.streamspace.vnc.internal.stream;

import org.jspecify.annotations.NullMarked;
