package io.streamspace.server.planted.agent;

import com.github.dockerjava.api.DockerClient;

record HoldsDockerJava(DockerClient client) {}
