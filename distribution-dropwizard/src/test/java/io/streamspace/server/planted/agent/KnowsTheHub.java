package io.streamspace.server.planted.agent;

import io.streamspace.server.planted.hub.HoldsNetty;

record KnowsTheHub(HoldsNetty hub) {}
