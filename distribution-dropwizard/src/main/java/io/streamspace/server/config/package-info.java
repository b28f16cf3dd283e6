/**
 * What an operator sets: a YAML file, and over it the documents' environment variables
 * ({@link io.streamspace.server.config.Variable} is their table).
 */
@NullMarked
package io.streamspace.server.config;

import org.jspecify.annotations.NullMarked;
