@NullMarked
package io.streamspace.server.planted.vnc;

import org.jspecify.annotations.NullMarked;
