package io.streamspace.server.planted.agent;

import io.dropwizard.core.setup.Environment;

record HoldsDropwizard(Environment environment) {}
