package io.streamspace.driver.docker.election;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.github.dockerjava.transport.DockerHttpClient;
import com.github.dockerjava.transport.DockerHttpClient.Request;
import com.github.dockerjava.transport.DockerHttpClient.Response;
import io.streamspace.agent.election.Lease;
import io.streamspace.agent.election.LeaseStore;
import io.streamspace.agent.election.LeaseText;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A lease as a label of a config object of a Docker Swarm. The object's version goes with each update, and Swarm's Raft log refuses one that is
 * not the newest: that is the comparison. Every renewal is an entry in that log, so a lease here should be a calm one. The engine must be a
 * manager.
 */
public final class SwarmLeaseStore implements LeaseStore {
    private static final String LABEL = "io.streamspace.lease";
    private static final int CREATED = 201;
    private static final int OK = 200;
    private static final int CONFLICT = 409;
    private static final int NOT_A_MANAGER = 503;

    private final DockerHttpClient engine;
    private final String name;
    private final ObjectMapper json = new ObjectMapper();

    /** The object as it was read. */
    private record Config(String id, long version, ObjectNode spec, Lease lease) {}

    private record Answer(int status, JsonNode body) {}

    /**
     * A store in the Swarm that the engine manages.
     *
     * @param engine closed with the store
     * @param agentId whose lease it is
     */
    public SwarmLeaseStore(DockerHttpClient engine, String agentId) {
        this.engine = engine;
        name = "streamspace-lease-" + agentId.replace(':', '_');
    }

    @Override
    public Optional<Lease> read() throws IOException {
        return find().map(Config::lease);
    }

    @Override
    public boolean take(@Nullable Lease seen, Lease wanted) throws IOException {
        Optional<Config> kept = find();
        if (kept.isEmpty()) {
            return seen == null && create(wanted);
        }
        return kept.get().lease().equals(seen) && update(kept.get(), wanted);
    }

    @Override
    public boolean renew(Lease renewed) throws IOException {
        Optional<Config> kept =
                find().filter(c -> c.lease().sameTenure(renewed) && !c.lease().free());
        return kept.isPresent() && update(kept.get(), renewed);
    }

    @Override
    public void release(Lease held) throws IOException {
        Optional<Config> kept = find().filter(c -> c.lease().sameTenure(held));
        if (kept.isPresent()) {
            update(kept.get(), kept.get().lease().freed());
        }
    }

    private Optional<Config> find() throws IOException {
        String filter = URLEncoder.encode("{\"name\":[\"" + name + "\"]}", StandardCharsets.UTF_8);
        Answer answer = ask("GET", "/configs?filters=" + filter, null);
        if (answer.status() != OK) {
            throw unexpected(answer);
        }
        for (JsonNode config : answer.body()) {
            // The filter also finds names that only begin like this one.
            if (config.path("Spec").path("Name").asText().equals(name)
                    && config.path("Spec") instanceof ObjectNode spec) {
                return Optional.of(new Config(
                        config.path("ID").asText(),
                        config.path("Version").path("Index").asLong(),
                        spec,
                        LeaseText.parse(spec.path("Labels").path(LABEL).asText(), "The Swarm config " + name)));
            }
        }
        return Optional.empty();
    }

    private boolean create(Lease wanted) throws IOException {
        ObjectNode spec = json.createObjectNode();
        spec.put("Name", name);
        spec.putObject("Labels").put(LABEL, LeaseText.of(wanted));
        spec.put("Data", Base64.getEncoder().encodeToString("lease".getBytes(StandardCharsets.UTF_8)));
        Answer answer = ask("POST", "/configs/create", spec);
        if (answer.status() != CREATED && answer.status() != CONFLICT) {
            throw unexpected(answer);
        }
        return answer.status() == CREATED;
    }

    private boolean update(Config kept, Lease lease) throws IOException {
        ObjectNode spec = kept.spec().deepCopy();
        spec.withObjectProperty("Labels").put(LABEL, LeaseText.of(lease));
        Answer answer = ask("POST", "/configs/" + kept.id() + "/update?version=" + kept.version(), spec);
        if (answer.status() == OK) {
            return true;
        }
        if (answer.body().path("message").asText().contains("out of sequence")) {
            return false;
        }
        throw unexpected(answer);
    }

    private Answer ask(String method, String path, @Nullable JsonNode body) throws IOException {
        Request.Builder request =
                Request.builder().method(Request.Method.valueOf(method)).path(path);
        if (body != null) {
            request.headers(Map.of("Content-Type", "application/json"))
                    .body(new ByteArrayInputStream(json.writeValueAsBytes(body)));
        }
        try (Response response = engine.execute(request.build())) {
            return new Answer(response.getStatusCode(), json.readTree(response.getBody()));
        } catch (RuntimeException e) {
            throw new IOException("The Docker engine cannot be reached: " + e.getMessage(), e);
        }
    }

    private IOException unexpected(Answer answer) {
        String says = answer.body().path("message").asText("status " + answer.status());
        return new IOException(
                answer.status() == NOT_A_MANAGER
                        ? "This Docker engine is no Swarm manager, which HA_BACKEND=swarm needs: run the agent on a manager"
                                + " node, or choose file or redis. The engine says: " + says
                        : "The Docker engine refused the lease: " + says);
    }

    @Override
    public void close() {
        try {
            engine.close();
        } catch (IOException e) {
            throw new UncheckedIOException("the connection to the Docker engine cannot be closed", e);
        }
    }
}
