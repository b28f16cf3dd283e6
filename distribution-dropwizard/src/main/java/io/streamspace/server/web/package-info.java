/** What browsers get beside the API: the pages, and the headers that protect them. */
@NullMarked
package io.streamspace.server.web;

import org.jspecify.annotations.NullMarked;
