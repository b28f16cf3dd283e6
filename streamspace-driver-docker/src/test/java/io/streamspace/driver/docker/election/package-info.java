@NullMarked
package io.streamspace.driver.docker.election;

import org.jspecify.annotations.NullMarked;
