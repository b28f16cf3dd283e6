package io.streamspace.hub.internal.agent;

/** The link is no longer its agent's present one, so what came over it must have no effect. */
final class SupersededException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    SupersededException(LinkId link) {
        super(link.agentId() + " has a newer link than " + link.epoch(), null, false, false);
    }
}
