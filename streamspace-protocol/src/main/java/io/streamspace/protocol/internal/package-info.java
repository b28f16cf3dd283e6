/** What the records of this module share. Not API. */
@NullMarked
package io.streamspace.protocol.internal;

import org.jspecify.annotations.NullMarked;
