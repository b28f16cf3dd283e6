package io.streamspace.server.planted.driver.docker;

record IsUnmarked(String name) {}
