package io.streamspace.agent.internal.command;

import io.streamspace.agent.internal.driver.DriverCall;
import io.streamspace.agent.internal.driver.DriverCalls;
import io.streamspace.agent.internal.driver.Outcome;
import io.streamspace.agent.spi.DriverException;
import io.streamspace.agent.spi.SessionDriver;
import io.streamspace.agent.spi.SessionFacts;
import io.streamspace.agent.spi.SessionRef;
import io.streamspace.protocol.message.Command;
import java.util.List;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/** A command that only looks; it waits for nothing and nothing waits for it. On the agent's loop. */
final class Reading implements OpenCommand {
    private final Command command;
    private final BiConsumer<Reading, Revocation> givenUp;
    private @Nullable DriverCall<List<SessionFacts>> call;

    Reading(Command command, BiConsumer<Reading, Revocation> givenUp) {
        this.command = command;
        this.givenUp = givenUp;
    }

    void begin(
            SessionDriver driver,
            DriverCalls calls,
            @Nullable SessionRef session,
            BiConsumer<Reading, Outcome<List<SessionFacts>>> ended) {
        call = calls.start(() -> look(driver, session), outcome -> ended.accept(this, outcome));
    }

    private static List<SessionFacts> look(SessionDriver driver, @Nullable SessionRef session)
            throws DriverException, InterruptedException {
        return session == null ? driver.list() : List.of(driver.inspect(session));
    }

    @Override
    public Command command() {
        return command;
    }

    @Override
    public void giveUp(Revocation why) {
        givenUp.accept(this, why);
        if (call != null) {
            call.interrupt();
        }
    }
}
