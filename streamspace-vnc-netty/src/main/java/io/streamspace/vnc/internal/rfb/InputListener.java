package io.streamspace.vnc.internal.rfb;

/** Hears that a person used keyboard, pointer or clipboard. */
@FunctionalInterface
public interface InputListener {
    /**
     * One message of that kind.
     *
     * @param delivered false where the viewer may only watch and the message was dropped
     */
    void input(boolean delivered);
}
