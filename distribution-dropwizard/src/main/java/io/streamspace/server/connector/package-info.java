/**
 * One host, one port: a Jetty connector whose sockets are Netty channels.
 *
 * <p>Jetty parses HTTP; a WebSocket upgrade that was accepted leaves Jetty with its channel and goes on as a plain
 * Netty pipeline. {@link io.streamspace.server.connector.OnePortServerFactory} is the class to open first.
 */
@NullMarked
package io.streamspace.server.connector;

import org.jspecify.annotations.NullMarked;
