package io.streamspace.protocol;

import java.util.Map;

/** Lets tests in other packages see the table of messages. */
public final class MessageTypeNames {
    private MessageTypeNames() {}

    /** Message classes by direction and wire name, such as {@code agent/hello}. */
    public static Map<String, Class<?>> all() {
        return MessageTypes.all();
    }
}
