@NullMarked
package io.streamspace.server.rest;

import org.jspecify.annotations.NullMarked;
