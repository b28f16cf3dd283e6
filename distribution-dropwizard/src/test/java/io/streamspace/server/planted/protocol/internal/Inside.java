package io.streamspace.server.planted.protocol.internal;

public record Inside(String what) {}
