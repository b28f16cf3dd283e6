package io.streamspace.hub;

/**
 * What an agent gets when it is enrolled.
 *
 * @param agentKey its own key; shown this once, kept by the hub only as a hash
 */
public record Enrolment(String agentId, String agentKey) {
    @Override
    public String toString() {
        return "Enrolment[agentId=" + agentId + ", agentKey=***]";
    }
}
