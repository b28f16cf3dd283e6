@NullMarked
package io.streamspace.hub.internal.session;

import org.jspecify.annotations.NullMarked;
