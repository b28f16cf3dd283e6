@NullMarked
package io.streamspace.hub.internal.db;

import org.jspecify.annotations.NullMarked;
