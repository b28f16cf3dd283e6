/** The REST API: thin resources over the hub and the accounts, and the JSON that they speak. */
@NullMarked
package io.streamspace.server.rest;

import org.jspecify.annotations.NullMarked;
