package io.streamspace.driver.k8s;

import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.streamspace.agent.spi.DriverException;
import io.streamspace.agent.spi.DriverException.Kind;
import io.streamspace.agent.spi.EndpointConnection;
import io.streamspace.agent.spi.Hibernation;
import io.streamspace.agent.spi.Progress;
import io.streamspace.agent.spi.SessionDriver;
import io.streamspace.agent.spi.SessionFacts;
import io.streamspace.agent.spi.SessionListener;
import io.streamspace.agent.spi.SessionRef;
import io.streamspace.protocol.message.ObservedState;
import io.streamspace.protocol.message.SessionSpec;
import java.util.List;
import java.util.Optional;

/**
 * The verbs. Each asks the API server what there is and does what is missing, by names that follow from the session's id; nothing is remembered and no
 * lock is held. What is changed is changed only as it was read, and what belongs to a newer generation is left alone, so a verb may be repeated, cut short
 * at any point, and overtaken by another agent's. A start takes nothing away: what it leaves where it fails is destroy's to remove.
 */
final class KubernetesDriver implements SessionDriver, Hibernation {
    private final Cluster cluster;
    private final Names names;
    private final KubernetesOptions options;
    private final Deployments deployments;
    private final Parts parts;
    private final Pods pods;
    private final Boot boot;
    private final Observation observation;
    private final Reach reach;
    private final Watches watches;

    KubernetesDriver(
            Cluster cluster,
            Names names,
            KubernetesOptions options,
            Deployments deployments,
            Parts parts,
            Pods pods,
            Boot boot,
            Observation observation,
            Reach reach,
            Watches watches) {
        this.cluster = cluster;
        this.names = names;
        this.options = options;
        this.deployments = deployments;
        this.parts = parts;
        this.pods = pods;
        this.boot = boot;
        this.observation = observation;
        this.reach = reach;
        this.watches = watches;
    }

    @Override
    public SessionFacts start(SessionRef session, SessionSpec spec, Progress progress)
            throws DriverException, InterruptedException {
        SessionPlan plan = SessionPlan.of(names, options, session, spec);
        Optional<Deployment> before = deployments.find(session.sessionId());
        if (before.isPresent() && Deployments.generation(before.get()) > session.generation()) {
            throw overtaken();
        }
        if (before.isPresent()
                && (Deployments.generation(before.get()) < session.generation() || isGoing(before.get()))) {
            deployments.remove(before.get());
        }
        return run(plan, progress);
    }

    /** Makes what is missing, has the session's pod run, and waits for its desktop. */
    private SessionFacts run(SessionPlan plan, Progress progress) throws DriverException, InterruptedException {
        String id = plan.session().sessionId();
        progress.report("creating_container", "Creating the session's objects", 0.1);
        if (deployments.find(id).isEmpty()) {
            deployments.create(plan.deployment());
        }
        Deployment deployment = existing(id);
        if (Deployments.generation(deployment) > plan.session().generation()) {
            throw overtaken();
        }
        parts.create(plan, deployment);
        intend(deployment, Intention.RUN);
        deployments.announce(deployment, boot.await(id, progress));
        progress.report("ready", "The desktop answers", 1);
        return observation.facts(existing(id));
    }

    /** Also where the cluster's own controllers write on the Deployment meanwhile. */
    private void intend(Deployment read, Intention intention) throws DriverException, InterruptedException {
        Deployment latest = read;
        while (!deployments.intend(latest, intention)) {
            latest = existing(Marks.sessionId(Pods.annotations(read)));
            if (!latest.getMetadata().getUid().equals(read.getMetadata().getUid())) {
                throw overtaken();
            }
        }
    }

    @Override
    public void stop(SessionRef session) throws DriverException, InterruptedException {
        Optional<Deployment> found = upTo(session);
        if (found.isPresent() && !isGoing(found.get())) {
            intend(found.get(), Intention.STOP);
            boot.awaitEnd(session.sessionId());
        }
    }

    @Override
    public void destroy(SessionRef session) throws DriverException, InterruptedException {
        Optional<Deployment> found = upTo(session);
        if (found.isPresent()) {
            deployments.remove(found.get());
        }
    }

    @Override
    public SessionFacts hibernate(SessionRef session) throws DriverException, InterruptedException {
        Deployment deployment = existing(session.sessionId());
        Intention intention = Deployments.intention(deployment);
        if (isGoing(deployment) || intention == Intention.STOP || intention == Intention.PREPARE) {
            throw gone();
        }
        intend(deployment, Intention.HIBERNATE);
        boot.awaitEnd(session.sessionId());
        return observation.facts(existing(session.sessionId()));
    }

    /** A session whose objects are gone, as after a clean-up of the namespace, is started anew on its home (D-602). */
    @Override
    public SessionFacts wake(SessionRef session, SessionSpec spec, Progress progress)
            throws DriverException, InterruptedException {
        SessionPlan plan = SessionPlan.of(names, options, session, spec);
        Optional<Deployment> before = deployments.find(session.sessionId());
        if (before.isPresent() && isGoing(before.get())) {
            deployments.remove(before.get());
        }
        return run(plan, progress);
    }

    @Override
    public SessionFacts inspect(SessionRef session) throws DriverException, InterruptedException {
        return observation.of(session);
    }

    @Override
    public List<SessionFacts> list() throws DriverException, InterruptedException {
        return observation.all();
    }

    /** Nothing has to be taken over: the pod never depended on the process that started it. */
    @Override
    public SessionFacts recover(SessionRef session) throws DriverException, InterruptedException {
        return observation.of(session);
    }

    @Override
    public EndpointConnection dial(SessionRef session, String endpoint) throws DriverException, InterruptedException {
        Deployment deployment = existing(session.sessionId());
        var endpoints = Marks.endpoints(Pods.annotations(deployment));
        Integer port = endpoints.get(endpoint);
        if (port == null) {
            throw new DriverException(
                    Kind.NOT_FOUND,
                    "This session has no endpoint \"" + endpoint + "\". It has " + String.join(", ", endpoints.keySet())
                            + ".");
        }
        ObservedState state = observation.facts(deployment).state();
        if (state == ObservedState.HIBERNATED) {
            throw new DriverException(Kind.NOT_FOUND, "This session is hibernated. Wake it first.");
        }
        if (state == ObservedState.STOPPED || state == ObservedState.FAILED) {
            throw gone();
        }
        Pod pod = pods.of(deployment).orElseThrow(KubernetesDriver::gone);
        return reach.dial(pod, port).orElseThrow(KubernetesDriver::gone);
    }

    @Override
    public AutoCloseable watch(SessionListener listener) {
        return watches.open(listener);
    }

    @Override
    public void close() {
        watches.close();
        pods.close();
        cluster.close();
    }

    private Deployment existing(String sessionId) throws DriverException, InterruptedException {
        return deployments.find(sessionId).orElseThrow(KubernetesDriver::gone);
    }

    /** What of the session is not of a later generation (D-204). */
    private Optional<Deployment> upTo(SessionRef session) throws DriverException, InterruptedException {
        return deployments
                .find(session.sessionId())
                .filter(deployment -> Deployments.generation(deployment) <= session.generation());
    }

    private static boolean isGoing(Deployment deployment) {
        return deployment.getMetadata().getDeletionTimestamp() != null;
    }

    private static DriverException gone() {
        return new DriverException(
                Kind.NOT_FOUND, "This session does not run in this agent's cluster. Start it again.");
    }

    private static DriverException overtaken() {
        return new DriverException(
                Kind.INTERNAL, "This session was started anew meanwhile, and the newer start holds.");
    }
}
