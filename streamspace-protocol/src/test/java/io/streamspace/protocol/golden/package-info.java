/** The codec against files: what version 1 looks like, and what is made of them by chance. */
@NullMarked
package io.streamspace.protocol.golden;

import org.jspecify.annotations.NullMarked;
