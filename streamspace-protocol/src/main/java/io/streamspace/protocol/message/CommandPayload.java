package io.streamspace.protocol.message;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonSubTypes.Type;
import io.streamspace.protocol.internal.Checks;
import org.jspecify.annotations.Nullable;

/** What a command carries, one record per {@link CommandAction}. */
@JsonSubTypes({
    @Type(value = CommandPayload.StartSession.class, name = "start_session"),
    @Type(value = CommandPayload.StopSession.class, name = "stop_session"),
    @Type(value = CommandPayload.HibernateSession.class, name = "hibernate_session"),
    @Type(value = CommandPayload.WakeSession.class, name = "wake_session"),
    @Type(value = CommandPayload.ListSessions.class, name = "list_sessions"),
    @Type(value = CommandPayload.GetSession.class, name = "get_session")
})
public sealed interface CommandPayload {
    /** The action that this payload belongs to. */
    CommandAction action();

    /** Start the session as described; complete once its desktop answers. */
    record StartSession(SessionSpec spec) implements CommandPayload {
        public StartSession {
            Checks.present(spec, "spec");
        }

        @Override
        public CommandAction action() {
            return CommandAction.START_SESSION;
        }
    }

    /**
     * End the session and remove what it used, except a persistent home.
     *
     * @param handle null where the hub never learnt one: the driver finds the session by its id
     */
    record StopSession(@Nullable String handle) implements CommandPayload {
        public StopSession {
            Checks.optionalText(handle, "handle", InventoryEntry.MAX_HANDLE_LENGTH);
        }

        @Override
        public CommandAction action() {
            return CommandAction.STOP_SESSION;
        }
    }

    /** Suspend the session so that it can be woken. */
    record HibernateSession(@Nullable String handle) implements CommandPayload {
        public HibernateSession {
            Checks.optionalText(handle, "handle", InventoryEntry.MAX_HANDLE_LENGTH);
        }

        @Override
        public CommandAction action() {
            return CommandAction.HIBERNATE_SESSION;
        }
    }

    /** Wake the session; complete once its desktop answers. */
    record WakeSession(@Nullable String handle, SessionSpec spec) implements CommandPayload {
        public WakeSession {
            Checks.optionalText(handle, "handle", InventoryEntry.MAX_HANDLE_LENGTH);
            Checks.present(spec, "spec");
        }

        @Override
        public CommandAction action() {
            return CommandAction.WAKE_SESSION;
        }
    }

    /** Tell every session that the platform holds. */
    record ListSessions() implements CommandPayload {
        @Override
        public CommandAction action() {
            return CommandAction.LIST_SESSIONS;
        }
    }

    /** Look at one session and tell what is seen. */
    record GetSession(@Nullable String handle) implements CommandPayload {
        public GetSession {
            Checks.optionalText(handle, "handle", InventoryEntry.MAX_HANDLE_LENGTH);
        }

        @Override
        public CommandAction action() {
            return CommandAction.GET_SESSION;
        }
    }
}
