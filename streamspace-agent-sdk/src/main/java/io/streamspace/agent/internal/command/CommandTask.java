package io.streamspace.agent.internal.command;

import io.streamspace.agent.internal.driver.DriverCall;
import io.streamspace.agent.internal.driver.DriverCalls;
import io.streamspace.agent.internal.driver.Outcome;
import io.streamspace.agent.spi.SessionFacts;
import io.streamspace.agent.spi.SessionRef;
import io.streamspace.protocol.message.Command;
import io.streamspace.protocol.message.CommandPayload;
import org.jspecify.annotations.Nullable;

/** A command that changes a session, in that session's lane. On the agent's loop. */
final class CommandTask implements LaneTask, OpenCommand {
    private final Command command;
    private final SessionRef session;
    private final Verbs verbs;
    private final DriverCalls calls;
    private final ProgressFeed progress;
    private final Owner owner;

    private @Nullable DriverCall<SessionFacts> call;
    private @Nullable Revocation revoked;

    /** Who hears what becomes of it. */
    interface Owner {
        /** The driver came back in time. */
        void settled(CommandTask task, Outcome<SessionFacts> outcome);

        /** It was given up; the driver may still be at it. */
        void revoked(CommandTask task, Revocation why);

        /** The driver came back after it was given up. */
        void late(CommandTask task, Revocation why, Outcome<SessionFacts> outcome);

        /** Give it up and free its lane for what comes next. */
        void giveUp(CommandTask task, Revocation why);
    }

    CommandTask(
            Command command, SessionRef session, Verbs verbs, DriverCalls calls, ProgressFeed progress, Owner owner) {
        this.command = command;
        this.session = session;
        this.verbs = verbs;
        this.calls = calls;
        this.progress = progress;
        this.owner = owner;
    }

    @Override
    public Command command() {
        return command;
    }

    SessionRef session() {
        return session;
    }

    boolean starts() {
        return command.payload() instanceof CommandPayload.StartSession;
    }

    boolean stops() {
        return command.payload() instanceof CommandPayload.StopSession;
    }

    @Override
    public String sessionId() {
        return session.sessionId();
    }

    @Override
    public boolean yieldsToStop() {
        return !stops();
    }

    @Override
    public void begin(Runnable ended) {
        call = calls.start(() -> verbs.run(session, command.payload(), progress), outcome -> {
            progress.close();
            if (revoked == null && !verbs.leads().getAsBoolean()) {
                // Nobody has said so yet, but it is another process's by now, and how it went here is no news.
                owner.late(this, Revocation.HANDED_BACK, outcome);
            } else if (revoked == null) {
                owner.settled(this, outcome);
            } else {
                owner.late(this, revoked, outcome);
            }
            ended.run();
        });
    }

    @Override
    public void revoke(Revocation why) {
        if (revoked != null) {
            return;
        }
        revoked = why;
        progress.close();
        owner.revoked(this, why);
        if (call != null) {
            call.interrupt();
        }
    }

    @Override
    public void giveUp(Revocation why) {
        owner.giveUp(this, why);
    }
}
