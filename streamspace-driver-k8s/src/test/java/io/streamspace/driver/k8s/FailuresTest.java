package io.streamspace.driver.k8s;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.StatusBuilder;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.streamspace.agent.spi.DriverException;
import io.streamspace.agent.spi.DriverException.Kind;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FailuresTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "403 | deployments.apps is forbidden: User x cannot create | FORBIDDEN | may not create services in the namespace sessions",
                "403 | forbidden: exceeded quota: q, requested: pods=1 | NO_CAPACITY | raise the quota",
                "403 | forbidden: failed quota: q: must specify limits.cpu | INVALID_SPEC | how much processor and memory",
                "403 | unable to create new content in namespace x because it is being terminated | PLATFORM_UNAVAILABLE | is being deleted",
                "401 | Unauthorized | FORBIDDEN | renew its kubeconfig",
                "404 | namespaces \"sessions\" not found | PLATFORM_UNAVAILABLE | no namespace sessions",
                "422 | spec.template.spec.tolerations: Unsupported value | INVALID_SPEC | Unsupported value",
                "400 | quantities must match | INVALID_SPEC | quantities must match",
                "500 | etcdserver: request timed out | PLATFORM_UNAVAILABLE | status 500",
                "429 | too many requests | INTERNAL | status 429"
            })
    void what_the_api_server_refuses_becomes_a_sentence_for_the_user(
            int code, String said, Kind kind, String sentence) {
        var status = new StatusBuilder().withCode(code).withMessage(said).build();
        DriverException failure =
                Failures.of(new KubernetesClientException(said, code, status), "create services", "sessions");

        assertThat(failure.kind()).isEqualTo(kind);
        assertThat(failure).hasMessageContaining(sentence);
        assertThat(failure.detail()).contains(said);
    }

    @Test
    void an_api_server_that_says_nothing_does_not_answer() {
        DriverException failure =
                Failures.of(new KubernetesClientException("connection refused"), "get deployments.apps", "sessions");

        assertThat(failure.kind()).isEqualTo(Kind.PLATFORM_UNAVAILABLE);
        assertThat(failure.retryable()).isTrue();
        assertThat(failure).hasMessageContaining("does not answer");
        assertThat(failure.detail()).isEqualTo("connection refused");
    }
}
