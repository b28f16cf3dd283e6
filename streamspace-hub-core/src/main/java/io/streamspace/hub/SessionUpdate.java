package io.streamspace.hub;

/** What a subscriber hears. */
public sealed interface SessionUpdate {
    /** The session that it is about. */
    String sessionId();

    /** Something about the session changed; this is how it stands now. */
    record Changed(Session session) implements SessionUpdate {
        @Override
        public String sessionId() {
            return session.id();
        }
    }

    /** A start, wake or hibernation has come further. */
    record Progress(String sessionId, Session.Progress progress) implements SessionUpdate {}
}
