package io.streamspace.driver.k8s;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fabric8.kubernetes.api.model.rbac.PolicyRule;
import io.fabric8.kubernetes.api.model.rbac.PolicyRuleBuilder;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.ConfigBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.streamspace.agent.election.Lease;
import io.streamspace.agent.election.LeaseStore;
import io.streamspace.agent.tck.LeaseStoreContract;
import io.streamspace.protocol.testing.RequiresKubernetes;
import io.streamspace.vnc.faults.Faults;
import io.streamspace.vnc.faults.FaultyProxy;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** On a real API server, as a service account with the rights of the chart's Role and no others. */
@RequiresKubernetes
final class KubernetesLeaseStoreTest extends LeaseStoreContract {
    private static final int LIMIT_MILLIS = 5000;
    private static final int SHORT_LIMIT_MILLIS = 2000;
    private static final String NAME = "agents-lease";
    private static final String AGENT = "agent-1";

    /** What the chart's Role for the election allows. */
    private static final List<PolicyRule> RIGHTS = List.of(
            new PolicyRuleBuilder()
                    .withApiGroups("coordination.k8s.io")
                    .withResources("leases")
                    .withVerbs("create")
                    .build(),
            new PolicyRuleBuilder()
                    .withApiGroups("coordination.k8s.io")
                    .withResources("leases")
                    .withResourceNames(NAME)
                    .withVerbs("get", "update")
                    .build());

    private static TestCluster cluster;
    private static Config agent;

    @BeforeAll
    static void makeNamespace() {
        cluster = new TestCluster();
        agent = cluster.access("election", RIGHTS);
        try (KubernetesClient client = client(agent)) {
            org.awaitility.Awaitility.await("the rights to be known to the API server")
                    .ignoreExceptions()
                    .untilAsserted(() -> client.leases()
                            .inNamespace(cluster.namespace)
                            .withName(NAME)
                            .get());
        }
    }

    @AfterAll
    static void removeNamespace() {
        cluster.close();
    }

    @BeforeEach
    void noLease() {
        cluster.client.leases().inNamespace(cluster.namespace).withName(NAME).delete();
    }

    @Override
    protected LeaseStore open(String holder) {
        return open(limited(agent, LIMIT_MILLIS), cluster.namespace, AGENT);
    }

    @Override
    protected int rounds() {
        return 5;
    }

    @Test
    void kubectl_shows_who_leads_since_when_and_how_often_it_changed() throws Exception {
        LeaseStore a = store("a");
        a.take(null, lease("a", 1));
        var first = object().getSpec();
        assertThat(first.getHolderIdentity()).isEqualTo("a");
        assertThat(first.getLeaseDurationSeconds()).isEqualTo(3);
        assertThat(first.getLeaseTransitions()).isZero();

        a.renew(new Lease("a", 1, 1, Duration.ofSeconds(3), false));
        assertThat(object().getSpec().getRenewTime()).isAfter(first.getRenewTime());
        assertThat(object().getSpec().getAcquireTime()).isEqualTo(first.getAcquireTime());

        a.take(new Lease("a", 1, 1, Duration.ofSeconds(3), false), lease("b", 2));
        assertThat(object().getSpec().getLeaseTransitions()).isEqualTo(1);
        assertThat(object().getSpec().getAcquireTime()).isAfter(first.getAcquireTime());

        a.release(lease("b", 2));
        assertThat(object().getSpec().getHolderIdentity()).isNull();
    }

    @Test
    void a_renewal_is_not_lost_to_somebody_who_writes_a_label_meanwhile() throws Exception {
        LeaseStore a = store("a");
        Lease renewed = lease("a", 1);
        a.take(null, renewed);
        try (var writer = new BusyWriter(cluster, NAME)) {
            // At least ten, and until the other has been first at least once.
            for (int i = 1; i <= 10 || (writer.written() == 0 && i <= 1000); i++) {
                renewed = new Lease("a", 1, i, Duration.ofSeconds(3), false);
                assertThat(a.renew(renewed)).isTrue();
            }
            assertThat(writer.written()).isPositive();
        }
        assertThat(a.read()).contains(renewed);
    }

    @Test
    void a_lease_of_another_agent_or_another_program_is_left_alone() throws Exception {
        store("a").take(null, lease("a", 1));
        try (LeaseStore another = open(config(LIMIT_MILLIS), cluster.namespace, "agent-2")) {
            assertThatThrownBy(another::read)
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining("elects the agent " + AGENT)
                    .hasMessageContaining("LEASE_LOCK_NAME");
        }

        edit(lease -> lease.getSpec().setHolderIdentity("somebody-else"));
        assertRefusedAsForeign();
        edit(lease -> lease.getMetadata().setAnnotations(null));
        assertRefusedAsForeign();
        assertThat(object().getSpec().getHolderIdentity()).isEqualTo("somebody-else");
    }

    private void assertRefusedAsForeign() throws Exception {
        LeaseStore b = store("b");
        assertThatThrownBy(() -> b.take(lease("a", 1), lease("b", 2)))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("written by another program")
                .hasMessageContaining("LEASE_LOCK_NAME");
    }

    @Test
    void a_missing_right_and_a_missing_namespace_are_named() {
        try (LeaseStore other = new KubernetesLeaseStore(
                new Cluster(client(limited(agent, LIMIT_MILLIS)), cluster.namespace),
                "another-name",
                AGENT,
                java.time.InstantSource.system())) {
            assertThatThrownBy(other::read)
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining(
                            "may not get leases.coordination.k8s.io in the namespace " + cluster.namespace)
                    .hasMessageContaining("service account");
        }
        try (LeaseStore nowhere = open(config(LIMIT_MILLIS), "no-such-namespace", AGENT)) {
            assertThatThrownBy(() -> nowhere.take(null, lease("a", 1)))
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining("The namespace no-such-namespace")
                    .hasMessageContaining("LEASE_LOCK_NAMESPACE");
        }
    }

    @Test
    void an_api_server_that_is_cut_off_is_named_within_the_limit_and_used_again_when_it_is_back() throws Exception {
        URI server = URI.create(config(LIMIT_MILLIS).getMasterUrl());
        var target = new InetSocketAddress(server.getHost(), server.getPort() < 0 ? 443 : server.getPort());
        try (FaultyProxy network = FaultyProxy.to(target);
                LeaseStore store = open(through(network.port()), cluster.namespace, AGENT)) {
            Lease held = lease("a", 1);
            store.take(null, held);

            network.faults(Faults.NONE.withSilence(true));
            assertThatThrownBy(() -> store.renew(new Lease("a", 1, 1, held.duration(), false)))
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining("API server does not answer");
            network.faults(Faults.NONE);

            org.awaitility.Awaitility.await("a connection that works")
                    .ignoreExceptions()
                    .until(() -> store.renew(new Lease("a", 1, 2, held.duration(), false)));
        }
    }

    private static LeaseStore open(Config config, String namespace, String agentId) {
        return new LeaseLock(NAME, namespace).store(new Cluster(client(config), namespace), agentId);
    }

    private static KubernetesClient client(Config config) {
        return new KubernetesClientBuilder().withConfig(config).build();
    }

    private static Config limited(Config access, int limitMillis) {
        return Access.limited(access, limitMillis, 0).config();
    }

    /** As the administrator. */
    private static Config config(int limitMillis) {
        return limited(Config.autoConfigure(null), limitMillis);
    }

    /** The certificate is of the server's own address. */
    private static Config through(int port) {
        return new ConfigBuilder(config(SHORT_LIMIT_MILLIS))
                .withMasterUrl("https://127.0.0.1:" + port + "/")
                .withTrustCerts(true)
                .withDisableHostnameVerification(true)
                .build();
    }

    private static io.fabric8.kubernetes.api.model.coordination.v1.Lease object() {
        return cluster.client
                .leases()
                .inNamespace(cluster.namespace)
                .withName(NAME)
                .get();
    }

    private static void edit(
            java.util.function.Consumer<io.fabric8.kubernetes.api.model.coordination.v1.Lease> change) {
        var lease = object();
        change.accept(lease);
        cluster.client.leases().inNamespace(cluster.namespace).resource(lease).update();
    }
}
