package io.streamspace.server.planted.hub;

import org.jooq.DSLContext;

record HoldsJooq(DSLContext database) {}
