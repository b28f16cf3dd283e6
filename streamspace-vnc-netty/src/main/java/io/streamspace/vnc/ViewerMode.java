package io.streamspace.vnc;

/** What a viewer may do. */
public enum ViewerMode {
    /** Sees, types and points. */
    CONTROL,
    /** Sees; key, pointer and cut-text messages are dropped. */
    VIEW
}
