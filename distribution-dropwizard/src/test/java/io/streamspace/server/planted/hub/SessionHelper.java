package io.streamspace.server.planted.hub;

record SessionHelper(String session) {}
