/** The text messages of a stream connection; its binary messages are the stream's bytes. */
@NullMarked
package io.streamspace.protocol.stream;

import org.jspecify.annotations.NullMarked;
