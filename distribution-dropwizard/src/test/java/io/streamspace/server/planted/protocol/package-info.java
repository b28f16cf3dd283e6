@NullMarked
package io.streamspace.server.planted.protocol;

import org.jspecify.annotations.NullMarked;
