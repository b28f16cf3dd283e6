@NullMarked
package io.streamspace.server.planted.hub;

import org.jspecify.annotations.NullMarked;
