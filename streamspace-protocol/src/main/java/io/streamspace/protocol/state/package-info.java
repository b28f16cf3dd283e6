/** The life of a session, a command and an agent, each as a table of rows with deadlines. */
@NullMarked
package io.streamspace.protocol.state;

import org.jspecify.annotations.NullMarked;
