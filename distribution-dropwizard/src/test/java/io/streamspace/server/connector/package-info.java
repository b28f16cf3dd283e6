@NullMarked
package io.streamspace.server.connector;

import org.jspecify.annotations.NullMarked;
