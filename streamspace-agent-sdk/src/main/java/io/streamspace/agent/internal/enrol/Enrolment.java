package io.streamspace.agent.internal.enrol;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.streamspace.agent.AgentException;
import io.streamspace.agent.AgentException.Code;
import io.streamspace.agent.ControlPlane;
import io.streamspace.protocol.AgentProtocol;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import org.jspecify.annotations.Nullable;

/**
 * Trades an enrolment key for a key of the agent's own (rule P-1.3). Blocking.
 *
 * @param platform the driver's platform, which the hub remembers
 */
public record Enrolment(
        ControlPlane hub,
        String enrolmentKey,
        String agentId,
        String platform,
        @Nullable String region) {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int CREATED = 201;
    private static final int OK = 200;
    private static final int UNAUTHORIZED = 401;
    private static final int FORBIDDEN = 403;
    private static final int SERVER_ERROR = 500;
    private static final int MAX_HUB_SENTENCE = 300;

    String enrol() throws InterruptedException {
        // The client's own thread ends with it; an agent enrols once in its life.
        try (HttpClient client = HttpClient.newBuilder()
                .connectTimeout(AgentProtocol.HANDSHAKE_TIMEOUT)
                .build()) {
            return keyOf(client.send(request(), HttpResponse.BodyHandlers.ofString()));
        } catch (IOException e) {
            throw new AgentException(
                    Code.HUB_UNREACHABLE,
                    "The hub at " + hub + " cannot be reached to enrol. Check the control plane URL and the network.",
                    e);
        }
    }

    private HttpRequest request() {
        ObjectNode body = JSON.createObjectNode().put("agent_id", agentId).put("platform", platform);
        if (region != null) {
            body.put("region", region);
        }
        return HttpRequest.newBuilder(hub.registerUri())
                .timeout(AgentProtocol.HANDSHAKE_TIMEOUT)
                .header("Authorization", "Bearer " + enrolmentKey)
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(body.toString()))
                .build();
    }

    private String keyOf(HttpResponse<String> response) {
        JsonNode body = json(response.body());
        int status = response.statusCode();
        if (status == CREATED || status == OK) {
            String key = body.path("agent_key").asText("");
            if (key.isBlank()) {
                throw new AgentException(
                        Code.HUB_UNREACHABLE,
                        "What answers at " + hub.registerUri()
                                + " is not a hub: it gave no agent_key. Check the control plane URL.");
            }
            return key;
        }
        throw refusal(status, body.path("message").asText(""));
    }

    private AgentException refusal(int status, String said) {
        String sentence =
                said.isBlank() ? "" : " The hub says: " + said.substring(0, Math.min(said.length(), MAX_HUB_SENTENCE));
        if (status == UNAUTHORIZED || status == FORBIDDEN) {
            return new AgentException(
                    Code.ENROLMENT_REFUSED,
                    "The hub at " + hub + " refused the enrolment key of agent '" + agentId
                            + "'. Give the agent the key that the hub's operator set." + sentence);
        }
        if (status >= SERVER_ERROR) {
            return new AgentException(
                    Code.HUB_UNREACHABLE,
                    "The hub at " + hub + " cannot enrol agents now (HTTP " + status + ")." + sentence);
        }
        return new AgentException(
                Code.ENROLMENT_REFUSED,
                "The hub at " + hub + " did not enrol agent '" + agentId + "' (HTTP " + status
                        + "). If the id is taken, choose another or bring its stored key." + sentence);
    }

    static AgentException noKey(KeyFile file) {
        return new AgentException(
                Code.INVALID_SETTING,
                "The agent has no key: give it an enrolment key, or its own key, or the data directory of an earlier run ("
                        + file + " is missing).");
    }

    private static JsonNode json(String text) {
        try {
            JsonNode node = JSON.readTree(text);
            return node == null ? JSON.createObjectNode() : node;
        } catch (JsonProcessingException e) {
            return JSON.createObjectNode();
        }
    }

    /** Without the key. */
    @Override
    public String toString() {
        return "Enrolment[hub=" + hub + ", agentId=" + agentId + "]";
    }
}
