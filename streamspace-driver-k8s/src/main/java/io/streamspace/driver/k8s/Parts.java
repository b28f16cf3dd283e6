package io.streamspace.driver.k8s;

import io.fabric8.kubernetes.api.model.IntOrString;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.fabric8.kubernetes.api.model.OwnerReference;
import io.fabric8.kubernetes.api.model.OwnerReferenceBuilder;
import io.fabric8.kubernetes.api.model.PersistentVolumeClaim;
import io.fabric8.kubernetes.api.model.PersistentVolumeClaimBuilder;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.ServiceBuilder;
import io.fabric8.kubernetes.api.model.ServicePortBuilder;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicy;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicyBuilder;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicyPortBuilder;
import io.streamspace.agent.spi.DriverException;
import io.streamspace.protocol.message.SessionSpec;
import java.util.Map;

/** What a session has beside its Deployment, which owns it, so that the cluster removes it with that. Each is created where it is absent. */
final class Parts {
    private static final String AGENT_COMPONENT = "k8s-agent";

    private final Cluster cluster;
    private final Names names;

    Parts(Cluster cluster, Names names) {
        this.cluster = cluster;
        this.names = names;
    }

    void create(SessionPlan plan, Deployment deployment) throws DriverException, InterruptedException {
        OwnerReference owner = owner(deployment);
        cluster.create(
                "create networkpolicies.networking.k8s.io",
                client -> client.network()
                        .v1()
                        .networkPolicies()
                        .inNamespace(cluster.namespace())
                        .resource(policy(plan, owner))
                        .create());
        cluster.create(
                "create persistentvolumeclaims",
                client -> client.persistentVolumeClaims()
                        .inNamespace(cluster.namespace())
                        .resource(claim(plan, owner))
                        .create());
        cluster.create(
                "create services",
                client -> client.services()
                        .inNamespace(cluster.namespace())
                        .resource(service(plan, owner))
                        .create());
    }

    private static OwnerReference owner(Deployment deployment) {
        return new OwnerReferenceBuilder()
                .withApiVersion("apps/v1")
                .withKind("Deployment")
                .withName(deployment.getMetadata().getName())
                .withUid(deployment.getMetadata().getUid())
                .withController(true)
                .withBlockOwnerDeletion(true)
                .build();
    }

    private static ObjectMeta metadata(SessionPlan plan, OwnerReference owner) {
        return new ObjectMetaBuilder()
                .withName(plan.name())
                .withLabels(plan.labels())
                .withAnnotations(Marks.annotations(plan.session(), plan.spec()))
                .withOwnerReferences(owner)
                .build();
    }

    /** A home that outlives the session has no owner. */
    private PersistentVolumeClaim claim(SessionPlan plan, OwnerReference owner) {
        ObjectMeta metadata = plan.spec().persistentHome()
                ? new ObjectMetaBuilder()
                        .withName(plan.claim())
                        .withLabels(Marks.home(names.agentId(), plan.spec().user()))
                        .withAnnotations(
                                Map.of("streamspace.io/user-name", plan.spec().user()))
                        .build()
                : metadata(plan, owner);
        return new PersistentVolumeClaimBuilder()
                .withMetadata(metadata)
                .withNewSpec()
                .withAccessModes("ReadWriteOnce")
                .withStorageClassName(plan.options().storageClass().orElse(null))
                .withNewResources()
                .addToRequests(
                        "storage",
                        plan.template().homeSize().orElse(plan.options().homeSize()))
                .endResources()
                .endSpec()
                .build();
    }

    private static Service service(SessionPlan plan, OwnerReference owner) {
        return new ServiceBuilder()
                .withMetadata(metadata(plan, owner))
                .withNewSpec()
                .withSelector(plan.selector())
                .withPorts(plan.spec().endpoints().stream()
                        .map(endpoint -> new ServicePortBuilder()
                                .withName("port-" + endpoint.port())
                                .withPort(endpoint.port())
                                .build())
                        .distinct()
                        .toList())
                .endSpec()
                .build();
    }

    /** Only the agent reaches the session; the session reaches nothing, or everything where its template says so. */
    private static NetworkPolicy policy(SessionPlan plan, OwnerReference owner) {
        var policy = new NetworkPolicyBuilder()
                .withMetadata(metadata(plan, owner))
                .withNewSpec()
                .withNewPodSelector()
                .withMatchLabels(plan.selector())
                .endPodSelector()
                .withPolicyTypes("Ingress", "Egress")
                .addNewIngress()
                .addNewFrom()
                .withNewNamespaceSelector()
                .endNamespaceSelector()
                .withNewPodSelector()
                .addToMatchLabels("app.kubernetes.io/component", AGENT_COMPONENT)
                .endPodSelector()
                .endFrom()
                .withPorts(plan.spec().endpoints().stream()
                        .map(SessionSpec.Endpoint::port)
                        .distinct()
                        .map(port -> new NetworkPolicyPortBuilder()
                                .withPort(new IntOrString(port))
                                .withProtocol("TCP")
                                .build())
                        .toList())
                .endIngress();
        if (plan.template().egress()) {
            policy.addNewEgress().endEgress();
        }
        return policy.endSpec().build();
    }
}
