@NullMarked
package io.streamspace.server.ui;

import org.jspecify.annotations.NullMarked;
