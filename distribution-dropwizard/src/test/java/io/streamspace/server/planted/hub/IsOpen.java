package io.streamspace.server.planted.hub;

class IsOpen {}
