package io.streamspace.driver.k8s;

import io.fabric8.kubernetes.api.model.ContainerBuilder;
import io.fabric8.kubernetes.api.model.ContainerPort;
import io.fabric8.kubernetes.api.model.ContainerPortBuilder;
import io.fabric8.kubernetes.api.model.EnvVar;
import io.fabric8.kubernetes.api.model.LocalObjectReference;
import io.fabric8.kubernetes.api.model.PodSpecBuilder;
import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.api.model.ResourceRequirementsBuilder;
import io.fabric8.kubernetes.api.model.SecurityContextBuilder;
import io.fabric8.kubernetes.api.model.TolerationBuilder;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.DeploymentBuilder;
import io.streamspace.agent.spi.DriverException;
import io.streamspace.agent.spi.DriverException.Kind;
import io.streamspace.agent.spi.SessionRef;
import io.streamspace.protocol.message.SessionSpec;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The Deployment that a spec asks for, found possible.
 *
 * @param name of all of the session's objects
 * @param claim that of its home
 * @param labels of all of the session's objects
 */
record SessionPlan(
        SessionRef session,
        SessionSpec spec,
        String image,
        TemplateOptions template,
        KubernetesOptions options,
        String name,
        String claim,
        Map<String, String> labels) {
    static final String CONTAINER = "desktop";

    // What the repository's images run as; they work with any.
    private static final long USER = 1000;

    static SessionPlan of(Names names, KubernetesOptions options, SessionRef session, SessionSpec spec)
            throws DriverException {
        String image = spec.image();
        if (image == null || image.isBlank()) {
            throw new DriverException(
                    Kind.INVALID_SPEC,
                    "The template names no image for the platform kubernetes. Add one under platforms, such as kubernetes: streamspace/desktop:2.");
        }
        String name = names.session(session.sessionId());
        return new SessionPlan(
                session,
                spec,
                image.strip(),
                TemplateOptions.of(spec.options()),
                options,
                name,
                spec.persistentHome() ? names.home(spec.user()) : name,
                Marks.labels(names.agentId(), session, spec));
    }

    /** Without a pod: that comes once the parts beside it are there. */
    Deployment deployment() {
        Map<String, String> annotations = Marks.annotations(session, spec);
        Map<String, String> own = new LinkedHashMap<>(annotations);
        own.put(Marks.INTENTION, Intention.PREPARE.text());
        return new DeploymentBuilder()
                .withNewMetadata()
                .withName(name)
                .withLabels(labels)
                .withAnnotations(own)
                .endMetadata()
                .withNewSpec()
                .withReplicas(Intention.PREPARE.replicas())
                .withRevisionHistoryLimit(0)
                // Two desktops of one session would share its home.
                .withNewStrategy()
                .withType("Recreate")
                .endStrategy()
                .withNewSelector()
                .withMatchLabels(selector())
                .endSelector()
                .withNewTemplate()
                .withNewMetadata()
                .withLabels(labels)
                .withAnnotations(annotations)
                .endMetadata()
                .withSpec(pod().build())
                .endTemplate()
                .endSpec()
                .build();
    }

    Map<String, String> selector() {
        return Map.of(Marks.AGENT, labels.get(Marks.AGENT), Marks.SESSION, labels.get(Marks.SESSION));
    }

    private PodSpecBuilder pod() {
        var pod = new PodSpecBuilder()
                .withAutomountServiceAccountToken(false)
                .withEnableServiceLinks(false)
                .withHostname(CONTAINER)
                .withTerminationGracePeriodSeconds(options.stopGrace().toSeconds())
                .withNewSecurityContext()
                .withRunAsNonRoot(true)
                .withRunAsUser(USER)
                .withFsGroup(USER)
                .withNewSeccompProfile()
                .withType("RuntimeDefault")
                .endSeccompProfile()
                .endSecurityContext()
                .withImagePullSecrets(options.pullSecrets().stream()
                        .map(LocalObjectReference::new)
                        .toList())
                .withNodeSelector(template.nodeSelector())
                .withTolerations(template.tolerations().stream()
                        .map(toleration -> new TolerationBuilder()
                                .withKey(toleration.key())
                                .withOperator(toleration.value().isPresent() ? "Equal" : "Exists")
                                .withValue(toleration.value().orElse(null))
                                .withEffect(toleration.effect().orElse(null))
                                .build())
                        .toList())
                .withContainers(container().build())
                .addNewVolume()
                .withName("home")
                .withNewPersistentVolumeClaim(claim, false)
                .endVolume()
                .addNewVolume()
                .withName("shm")
                .withNewEmptyDir()
                .withMedium("Memory")
                .withSizeLimit(template.shm().orElse(options.shm()))
                .endEmptyDir()
                .endVolume();
        template.runtimeClass().ifPresent(pod::withRuntimeClassName);
        return pod;
    }

    private ContainerBuilder container() {
        Map<String, Quantity> limits = new LinkedHashMap<>(template.gpu());
        if (spec.resources().cpu() > 0) {
            limits.put(
                    "cpu",
                    new Quantity(BigDecimal.valueOf(spec.resources().cpu()).toPlainString()));
        }
        if (spec.resources().memoryBytes() > 0) {
            limits.put("memory", new Quantity(Long.toString(spec.resources().memoryBytes())));
        }
        return new ContainerBuilder()
                .withName(CONTAINER)
                .withImage(image)
                .withImagePullPolicy(options.pull())
                .withArgs(spec.command())
                .withEnv(environment())
                .withPorts(ports())
                .withResources(new ResourceRequirementsBuilder()
                        .withLimits(limits)
                        .withRequests(limits)
                        .build())
                .withSecurityContext(new SecurityContextBuilder()
                        .withAllowPrivilegeEscalation(false)
                        .withPrivileged(false)
                        .withNewCapabilities()
                        .withDrop("ALL")
                        .endCapabilities()
                        .build())
                // What the desktop said last is the reason of its end.
                .withTerminationMessagePolicy("FallbackToLogsOnError")
                .addNewVolumeMount()
                .withName("home")
                .withMountPath(template.home())
                .endVolumeMount()
                .addNewVolumeMount()
                .withName("shm")
                .withMountPath("/dev/shm")
                .endVolumeMount();
    }

    private List<ContainerPort> ports() {
        List<ContainerPort> ports = new ArrayList<>();
        spec.endpoints().stream()
                .map(SessionSpec.Endpoint::port)
                .distinct()
                .forEach(port -> ports.add(
                        new ContainerPortBuilder().withContainerPort(port).build()));
        return ports;
    }

    private List<EnvVar> environment() {
        Map<String, String> environment = new LinkedHashMap<>();
        environment.put("DESKTOP_NAME", spec.displayName());
        if (spec.geometry() != null) {
            environment.put(
                    "GEOMETRY", spec.geometry().width() + "x" + spec.geometry().height());
        }
        environment.putAll(spec.env());
        // The cluster would replace $(NAME) by another variable; $$ is a dollar.
        return environment.entrySet().stream()
                .map(entry -> new EnvVar(entry.getKey(), entry.getValue().replace("$", "$$"), null))
                .toList();
    }
}
