/**
 * A small RFB server (RFC 6143) for one picture and several viewers. Per viewer one thread reads
 * ({@code ClientMessageReader}) and one writes ({@code UpdateWriter}); they meet in {@code ViewerFeed}, under the lock
 * of {@code SharedScreen}.
 */
@NullMarked
package io.streamspace.agent.internal.demo.rfb;

import org.jspecify.annotations.NullMarked;
