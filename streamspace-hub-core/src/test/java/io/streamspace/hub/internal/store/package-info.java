@NullMarked
package io.streamspace.hub.internal.store;

import org.jspecify.annotations.NullMarked;
