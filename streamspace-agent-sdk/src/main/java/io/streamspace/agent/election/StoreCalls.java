package io.streamspace.agent.election;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Asks the store without waiting. Each answer comes on the election's loop, late or never. */
interface StoreCalls {
    void read(Answer<Optional<Lease>> answer);

    void take(@Nullable Lease seen, Lease wanted, Answer<Boolean> answer);

    void renew(Lease renewed, Answer<Boolean> answer);

    /** How a question was answered. */
    interface Answer<T> {
        void came(T value);

        /** It may have happened or not. */
        void failed(String problem);
    }
}
