package io.streamspace.agent.internal.link;

import io.streamspace.protocol.message.Welcome;
import io.streamspace.vnc.ws.TextConnection;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Where the control link stands, with what only that state knows. {@link LinkMachine} holds the transitions. */
public sealed interface LinkState {
    /** Another process leads, or nobody has been elected yet. */
    record Standby() implements LinkState {}

    /** A connection is being made; the hand-shake's time runs. */
    record Dialling() implements LinkState {}

    /** Connected; the hello is on its way or its welcome is awaited. The hand-shake's time runs on. */
    record Greeting(TextConnection connection) implements LinkState {}

    /**
     * Welcomed.
     *
     * @param since when the welcome came
     * @param quarters quarters of a heartbeat interval since the welcome
     * @param quiet quarters since the hub was last heard
     * @param redialAfter when the hub said to dial again, having announced its end; null where it did not
     */
    record Online(
            TextConnection connection,
            Welcome welcome,
            Instant since,
            long quarters,
            int quiet,
            @Nullable Instant redialAfter)
            implements LinkState {
        Online heard() {
            return new Online(connection, welcome, since, quarters, 0, redialAfter);
        }

        Online quarterPassed() {
            return new Online(connection, welcome, since, quarters + 1, quiet + 1, redialAfter);
        }

        Online leavingAt(Instant when) {
            return new Online(connection, welcome, since, quarters, quiet, when);
        }
    }

    /** Lost or never made; dials again when the back-off is over. */
    record Waiting() implements LinkState {}

    /** Ended for good. */
    record Closed(String reason) implements LinkState {}
}
