@NullMarked
package io.streamspace.server.config;

import org.jspecify.annotations.NullMarked;
