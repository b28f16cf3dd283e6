package io.streamspace.driver.k8s;

import io.fabric8.kubernetes.api.model.rbac.PolicyRuleBuilder;
import io.fabric8.kubernetes.api.model.rbac.RoleBindingBuilder;
import io.fabric8.kubernetes.api.model.rbac.RoleBuilder;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.ConfigBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;

/** A service account with what the chart's Role for the election allows. */
final class LeaseRights {
    private static final String GROUP = "coordination.k8s.io";
    private static final String ROLE = "election";
    private static final String ACCOUNT = "agent";

    private final String user;

    LeaseRights(TestCluster cluster, String leaseName) {
        user = "system:serviceaccount:" + cluster.namespace + ":" + ACCOUNT;
        var role = new RoleBuilder()
                .withNewMetadata()
                .withName(ROLE)
                .endMetadata()
                .addToRules(new PolicyRuleBuilder()
                        .withApiGroups(GROUP)
                        .withResources("leases")
                        .withVerbs("create")
                        .build())
                .addToRules(new PolicyRuleBuilder()
                        .withApiGroups(GROUP)
                        .withResources("leases")
                        .withResourceNames(leaseName)
                        .withVerbs("get", "update")
                        .build())
                .build();
        var binding = new RoleBindingBuilder()
                .withNewMetadata()
                .withName(ROLE)
                .endMetadata()
                .withNewRoleRef("rbac.authorization.k8s.io", "Role", ROLE)
                .addNewSubject()
                .withKind("ServiceAccount")
                .withName(ACCOUNT)
                .withNamespace(cluster.namespace)
                .endSubject()
                .build();
        cluster.client
                .rbac()
                .roles()
                .inNamespace(cluster.namespace)
                .resource(role)
                .create();
        cluster.client
                .rbac()
                .roleBindings()
                .inNamespace(cluster.namespace)
                .resource(binding)
                .create();
        awaitRights(cluster, leaseName);
    }

    private void awaitRights(TestCluster cluster, String leaseName) {
        try (var agent = client(asAgent(Config.autoConfigure(null)))) {
            org.awaitility.Awaitility.await("the rights to be known to the API server")
                    .ignoreExceptions()
                    .until(() -> {
                        agent.leases()
                                .inNamespace(cluster.namespace)
                                .withName(leaseName)
                                .get();
                        return true;
                    });
        }
    }

    Config asAgent(Config administrator) {
        return new ConfigBuilder(administrator).withImpersonateUsername(user).build();
    }

    static KubernetesClient client(Config config) {
        return new KubernetesClientBuilder().withConfig(config).build();
    }
}
