package io.streamspace.server.planted.protocol;

import io.streamspace.server.planted.vnc.AddsHandlers;

record KnowsTheTunnel(AddsHandlers tunnel) {}
