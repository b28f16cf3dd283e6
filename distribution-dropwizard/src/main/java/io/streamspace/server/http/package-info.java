/** What every HTTP answer shares: the documented error, security headers, paging. */
@NullMarked
package io.streamspace.server.http;

import org.jspecify.annotations.NullMarked;
