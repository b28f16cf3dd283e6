/** WebSockets of both kinds, apart from any HTTP server: who accepts an upgrade hands the channel to a pipeline of this package. */
@NullMarked
package io.streamspace.vnc.ws;

import org.jspecify.annotations.NullMarked;
