/**
 * Sessions as containers of a Docker engine. Start at {@link io.streamspace.driver.docker.DockerDriverFactory}, which puts the driver together,
 * and at {@code DockerDriver}, which has the verbs.
 */
@NullMarked
package io.streamspace.driver.docker;

import org.jspecify.annotations.NullMarked;
