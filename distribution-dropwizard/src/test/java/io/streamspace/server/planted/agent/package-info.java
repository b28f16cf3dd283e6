@NullMarked
package io.streamspace.server.planted.agent;

import org.jspecify.annotations.NullMarked;
