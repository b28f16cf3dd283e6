/** JMH benchmarks of single parts. */
@NullMarked
package io.streamspace.benchmarks.micro;

import org.jspecify.annotations.NullMarked;
