@NullMarked
package io.streamspace.protocol.message;

import org.jspecify.annotations.NullMarked;
