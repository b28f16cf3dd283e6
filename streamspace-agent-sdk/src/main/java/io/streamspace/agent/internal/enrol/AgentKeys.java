package io.streamspace.agent.internal.enrol;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The key that the agent shows to the hub: given, or stored by an earlier enrolment, or got by enrolling now. Blocking; one call at a time.
 */
public final class AgentKeys {
    private final @Nullable String given;
    private final KeyFile file;
    private final @Nullable Enrolment enrolment;
    private boolean distrusted;

    /**
     * Where keys come from.
     *
     * @param given the agent's own key, if the operator gave one; then nothing is stored and nobody enrols
     * @param enrolment how to enrol; null where there is no enrolment key
     */
    public AgentKeys(@Nullable String given, KeyFile file, @Nullable Enrolment enrolment) {
        this.given = given;
        this.file = file;
        this.enrolment = enrolment;
    }

    /**
     * The agent's key, enrolling if that is the only way.
     *
     * @throws io.streamspace.agent.AgentException with a sentence that says what to do
     */
    public synchronized String obtain() throws InterruptedException {
        if (given != null) {
            return given;
        }
        Optional<String> stored = file.read();
        if (enrolment == null || (stored.isPresent() && !distrusted)) {
            return stored.orElseThrow(() -> Enrolment.noKey(file));
        }
        String key = enrolment.enrol();
        file.write(key);
        distrusted = false;
        return key;
    }

    /** The hub refused the key; where there is an enrolment key, the next call enrols again. */
    public synchronized void refused() {
        distrusted = true;
    }

    /** Whether a refused key can be replaced without the operator. */
    public boolean canEnrolAgain() {
        return given == null && enrolment != null;
    }
}
