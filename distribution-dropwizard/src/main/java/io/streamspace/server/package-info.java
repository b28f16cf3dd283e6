/** The programs that people install. {@link io.streamspace.server.StreamSpaceApplication} shows how the server is put together. */
@NullMarked
package io.streamspace.server;

import org.jspecify.annotations.NullMarked;
