package io.streamspace.protocol.internal;

/** A field of a message is not what it must be. The message names the field as the wire does and never repeats its value. */
public final class InvalidFieldException extends IllegalArgumentException {
    private static final long serialVersionUID = 1L;

    InvalidFieldException(String field, String complaint) {
        super(field + " " + complaint);
    }
}
