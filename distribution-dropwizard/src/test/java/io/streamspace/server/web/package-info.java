@NullMarked
package io.streamspace.server.web;

import org.jspecify.annotations.NullMarked;
