package io.streamspace.hub;

import java.time.Instant;

/**
 * Permission to open one viewer once.
 *
 * @param value goes into the viewer's address; the hub keeps only its hash
 */
public record Ticket(String value, Instant expiresAt) {
    @Override
    public String toString() {
        return "Ticket[value=***, expiresAt=" + expiresAt + "]";
    }
}
