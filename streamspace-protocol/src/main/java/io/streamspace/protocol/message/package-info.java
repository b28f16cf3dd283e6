/** The messages of the control link, one record each, and what they carry. */
@NullMarked
package io.streamspace.protocol.message;

import org.jspecify.annotations.NullMarked;
