package io.streamspace.driver.docker;

import com.github.dockerjava.api.command.InspectVolumeResponse;
import com.github.dockerjava.api.exception.NotFoundException;
import io.streamspace.agent.spi.DriverException;
import io.streamspace.agent.spi.SessionRef;
import io.streamspace.protocol.message.SessionSpec;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Volumes that hold home directories: a user's, which outlives sessions and is removed by nobody but the operator (D-105), or one that is the
 * session's own. The latter has a name and labels too, since what the engine makes up for itself cannot be found again after a crash.
 */
final class Homes {
    private final Engine engine;
    private final Names names;

    Homes(Engine engine, Names names) {
        this.engine = engine;
        this.names = names;
    }

    /** The volume for the session. */
    String name(SessionRef session, SessionSpec spec) {
        return spec.persistentHome() ? names.home(spec.user()) : names.session(session.sessionId());
    }

    /** Creates it unless it is there; the engine fills a new one with what the image has in that place. */
    void create(SessionRef session, SessionSpec spec) throws DriverException, InterruptedException {
        Map<String, String> labels = spec.persistentHome()
                ? Labels.home(names.agentId(), spec.user())
                : Labels.part(names.agentId(), session);
        engine.call(client -> client.createVolumeCmd()
                .withName(name(session, spec))
                .withLabels(labels)
                .exec());
    }

    /** Labels of what belongs to sessions of the agent. */
    List<Map<String, String>> all() throws DriverException, InterruptedException {
        return list(Labels.AGENT + "=" + names.agentId()).stream()
                .map(volume -> Map.copyOf(volume.getLabels()))
                .filter(labels -> labels.containsKey(Labels.SESSION))
                .toList();
    }

    /** Removes what belongs to the session alone, unless a later generation made it (D-204). */
    void remove(SessionRef session) throws DriverException, InterruptedException {
        for (InspectVolumeResponse volume :
                list(Labels.AGENT + "=" + names.agentId(), Labels.SESSION + "=" + session.sessionId())) {
            if (Labels.generation(volume.getLabels()) <= session.generation()) {
                engine.run(client -> client.removeVolumeCmd(volume.getName()).exec(), NotFoundException.class);
            }
        }
    }

    private List<InspectVolumeResponse> list(String... labels) throws DriverException, InterruptedException {
        return Optional.ofNullable(engine.call(client -> client.listVolumesCmd()
                        .withFilter("label", List.of(labels))
                        .exec()
                        .getVolumes()))
                .orElse(List.of());
    }
}
