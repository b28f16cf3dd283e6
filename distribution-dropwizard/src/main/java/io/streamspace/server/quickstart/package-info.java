/** The quick start: database, server and agent in one process, for a first look and for development. */
@NullMarked
package io.streamspace.server.quickstart;

import org.jspecify.annotations.NullMarked;
