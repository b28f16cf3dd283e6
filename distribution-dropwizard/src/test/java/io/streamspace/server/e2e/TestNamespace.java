package io.streamspace.server.e2e;

import io.fabric8.kubernetes.api.model.NamespaceBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fabric8.kubernetes.client.internal.KubeConfigUtils;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;

/** A namespace of one test in the cluster of {@code KUBECONFIG}. */
public final class TestNamespace implements AutoCloseable {
    private static final int HTTPS = 443;

    private final KubernetesClient client = new KubernetesClientBuilder().build();
    private final String name = "streamspace-test-" + Long.toString(System.nanoTime(), 36);

    public TestNamespace() {
        client.namespaces()
                .resource(new NamespaceBuilder()
                        .withNewMetadata()
                        .withName(name)
                        .endMetadata()
                        .build())
                .create();
    }

    public String name() {
        return name;
    }

    public KubernetesClient client() {
        return client;
    }

    /** Where the API server is. */
    InetSocketAddress server() {
        URL url = client.getMasterUrl();
        return new InetSocketAddress(url.getHost(), url.getPort() < 0 ? HTTPS : url.getPort());
    }

    /** A kubeconfig for who reaches the API server at that port of this machine, for which its certificate does not speak. */
    Path kubeconfig(int port, Path folder) {
        String own = System.getenv("KUBECONFIG").split(File.pathSeparator)[0];
        try {
            var config = KubeConfigUtils.parseConfig(new File(own));
            config.getClusters().forEach(named -> {
                named.getCluster().setServer("https://127.0.0.1:" + port);
                named.getCluster().setCertificateAuthority(null);
                named.getCluster().setCertificateAuthorityData(null);
                named.getCluster().setInsecureSkipTlsVerify(true);
            });
            return Files.writeString(folder.resolve("kubeconfig-" + port), Serialization.asYaml(config));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Who has the Lease of that name, as its readers see it. */
    String holder(String lease) {
        return client.leases().inNamespace(name).withName(lease).get().getSpec().getHolderIdentity();
    }

    @Override
    public void close() {
        client.namespaces().withName(name).delete();
        client.close();
    }
}
