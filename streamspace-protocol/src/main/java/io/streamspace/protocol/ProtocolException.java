package io.streamspace.protocol;

/** The only exception that reading a message throws, whatever the input was. Its message is fit to be sent to the other side. */
public final class ProtocolException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final Code code;
    private final String sentence;

    /** What is wrong with the input; the wire name is the lower-case name. */
    public enum Code {
        /** The text is longer than the connection allows. */
        MESSAGE_TOO_LARGE,
        /** The text is not one JSON object. */
        MALFORMED_JSON,
        /** The object lacks {@code type} or, on the control link, {@code payload}. */
        MALFORMED_ENVELOPE,
        /** No message of that type goes in this direction; answered, never fatal. */
        UNKNOWN_TYPE,
        /** A field is missing, of the wrong JSON type, or outside its range. */
        INVALID_FIELD,
        /** A message came at a moment at which the rules do not allow it. */
        UNEXPECTED_MESSAGE,
        /** The two sides have no version in common. */
        UNSUPPORTED_VERSION;

        /** The code as it stands in an {@code error} message. */
        public String wireName() {
            return WireNames.of(this);
        }
    }

    /** Creates the error; {@code message} goes to the other side, so it holds nothing secret. */
    public ProtocolException(Code code, String message) {
        super(message);
        this.code = code;
        this.sentence = message;
    }

    /** As above, with the cause for the log. */
    public ProtocolException(Code code, String message, Throwable cause) {
        super(message, cause);
        this.code = code;
        this.sentence = message;
    }

    /** What is wrong. */
    public Code code() {
        return code;
    }

    /** What is wrong, in a sentence for the other side. */
    @Override
    public String getMessage() {
        return sentence;
    }
}
