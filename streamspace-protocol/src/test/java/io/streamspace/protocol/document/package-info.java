/** Keeps {@code PROTOCOL.md} in step with the code. */
@NullMarked
package io.streamspace.protocol.document;

import org.jspecify.annotations.NullMarked;
