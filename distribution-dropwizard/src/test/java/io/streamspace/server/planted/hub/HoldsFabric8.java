package io.streamspace.server.planted.hub;

import io.fabric8.kubernetes.client.KubernetesClient;

record HoldsFabric8(KubernetesClient client) {}
