package io.streamspace.driver.k8s;

import io.fabric8.kubernetes.client.KubernetesClientException;
import io.streamspace.agent.spi.DriverException;
import io.streamspace.agent.spi.DriverException.Kind;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/** The API server's refusals in words that a user can act on (D-503). What the server said is kept as the detail. */
final class Failures {
    private static final int FORBIDDEN = 403;
    private static final int UNAUTHORIZED = 401;
    private static final int INVALID = 422;
    private static final int BAD_REQUEST = 400;

    private Failures() {}

    /** @param what the verb and the resource, as an RBAC rule names them, such as {@code create deployments.apps} */
    static DriverException of(KubernetesClientException failure, String what, String namespace) {
        String said = said(failure);
        if (failure.getCode() <= 0) {
            return silent(said, failure);
        }
        return switch (failure.getCode()) {
            case FORBIDDEN -> forbidden(failure, said, what, namespace);
            case UNAUTHORIZED ->
                new DriverException(
                        Kind.FORBIDDEN,
                        "The Kubernetes cluster does not know the agent any more. Ask your administrator to renew its kubeconfig or service account.",
                        true,
                        said,
                        failure);
            case Cluster.NOT_FOUND ->
                new DriverException(
                        Kind.PLATFORM_UNAVAILABLE,
                        "The cluster has no namespace " + namespace
                                + " for sessions. Ask your administrator to create it, or to correct the agent's setting namespace.",
                        true,
                        said,
                        failure);
            case INVALID, BAD_REQUEST ->
                new DriverException(
                        Kind.INVALID_SPEC,
                        "The Kubernetes cluster refused the template's settings. Ask whoever wrote the template to correct them: "
                                + Optional.ofNullable(failure.getStatus().getMessage())
                                        .orElse(said),
                        false,
                        said,
                        failure);
            default ->
                new DriverException(
                        failure.getCode() >= 500 ? Kind.PLATFORM_UNAVAILABLE : Kind.INTERNAL,
                        "The Kubernetes cluster could not do it (" + what + ": status " + failure.getCode()
                                + "). Try again; if it stays so, ask your administrator to look at the agent's log.",
                        true,
                        said,
                        failure);
        };
    }

    /** There was no answer to take a status from. */
    private static DriverException silent(String said, KubernetesClientException failure) {
        return new DriverException(
                Kind.PLATFORM_UNAVAILABLE,
                "The Kubernetes cluster's API server does not answer. Try again; if it stays so, ask your administrator to look at the cluster.",
                true,
                said,
                failure);
    }

    /** A quota and a missing right are both refused as forbidden. */
    private static DriverException forbidden(
            KubernetesClientException failure, String said, String what, String namespace) {
        if (said.contains("is being terminated")) {
            return new DriverException(
                    Kind.PLATFORM_UNAVAILABLE,
                    "The namespace " + namespace
                            + " is being deleted, with all sessions in it. Ask your administrator to create it again, or to correct the agent's"
                            + " setting namespace.",
                    true,
                    said,
                    failure);
        }
        if (isOfQuota(said)) {
            return quota(said);
        }
        return new DriverException(
                Kind.FORBIDDEN,
                "The agent may not " + what + " in the namespace " + namespace
                        + ". Ask your administrator to give its service account that right (the chart's Role has all that it needs).",
                false,
                said,
                failure);
    }

    private static DriverException quota(String said) {
        return new DriverException(quotaKind(said), quotaSentence(said), true, said, null);
    }

    static boolean isOfQuota(String said) {
        return said.toLowerCase(Locale.ROOT).contains("quota");
    }

    /** A quota also refuses what does not say how much it takes. */
    static Kind quotaKind(String said) {
        return said.contains("must specify") ? Kind.INVALID_SPEC : Kind.NO_CAPACITY;
    }

    static String quotaSentence(String said) {
        return quotaKind(said) == Kind.INVALID_SPEC
                ? "The namespace's resource quota takes only sessions whose template states how much processor and memory they get. Ask whoever"
                        + " wrote the template to state both."
                : "The namespace's resource quota is used up. End a session, or ask your administrator to raise the quota.";
    }

    private static String said(Throwable failure) {
        return Stream.iterate(failure, cause -> cause != null, Throwable::getCause)
                .limit(10)
                .map(Throwable::getMessage)
                .filter(message -> message != null && !message.isBlank())
                .reduce((outer, inner) -> outer.contains(inner) ? outer : outer + ": " + inner)
                .orElseGet(failure::toString);
    }
}
