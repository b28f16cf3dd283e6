package io.streamspace.server.planted.hub;

import io.streamspace.server.planted.protocol.internal.Inside;

record ReachesInside(Inside inside) {}
