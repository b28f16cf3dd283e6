@NullMarked
package io.streamspace.server.planted.protocol.internal;

import org.jspecify.annotations.NullMarked;
