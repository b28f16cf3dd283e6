/** Who is asking: the filter that lets requests in, and the caller that resources see. */
@NullMarked
package io.streamspace.server.security;

import org.jspecify.annotations.NullMarked;
