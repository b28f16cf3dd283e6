@NullMarked
package io.streamspace.server.catalogue;

import org.jspecify.annotations.NullMarked;
