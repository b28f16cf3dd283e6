/**
 * Sessions as pods of a Kubernetes cluster. Start at {@link io.streamspace.driver.k8s.KubernetesDriverFactory}, which puts the driver together,
 * and at {@code KubernetesDriver}, which has the verbs.
 */
@NullMarked
package io.streamspace.driver.k8s;

import org.jspecify.annotations.NullMarked;
