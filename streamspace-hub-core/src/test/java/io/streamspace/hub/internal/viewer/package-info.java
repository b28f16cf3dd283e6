@NullMarked
package io.streamspace.hub.internal.viewer;

import org.jspecify.annotations.NullMarked;
