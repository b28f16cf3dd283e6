package io.streamspace.hub.internal;

import io.streamspace.hub.HubException;
import io.streamspace.hub.HubException.Code;
import java.util.regex.Pattern;

/** The form of names that people choose and that go over the wire and into labels of platforms. */
public final class Names {
    private static final Pattern FORM = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._:-]{0,127}");

    private Names() {}

    /** @throws HubException {@code INVALID_REQUEST} that names the field */
    public static void check(String value, String field) {
        if (!FORM.matcher(value).matches()) {
            throw new HubException(
                    Code.INVALID_REQUEST,
                    field
                            + " must be 1 to 128 letters, digits, '.', '_', ':' or '-', and start with a letter or digit.");
        }
    }

    /** A name that a stranger sent, fit for the log. */
    public static String printable(String text) {
        var shown = text.replaceAll("[^A-Za-z0-9._:-]", "?");
        return shown.substring(0, Math.min(shown.length(), 64));
    }
}
