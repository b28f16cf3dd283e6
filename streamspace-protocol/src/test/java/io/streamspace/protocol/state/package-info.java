@NullMarked
package io.streamspace.protocol.state;

import org.jspecify.annotations.NullMarked;
