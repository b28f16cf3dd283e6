/** The system as people run it: server and agents as processes of their own, a real database, a real browser. */
@NullMarked
package io.streamspace.server.e2e;

import org.jspecify.annotations.NullMarked;
