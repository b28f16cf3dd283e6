/** Prometheus metrics of the hub, of Dropwizard and of the JVM. */
@NullMarked
package io.streamspace.server.metrics;

import org.jspecify.annotations.NullMarked;
