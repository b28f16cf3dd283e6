package io.streamspace.agent.internal.demo.rfb;

import java.io.DataInput;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The three protocol versions that exist in the wild (RFC 6143, 7.1.1). */
enum RfbVersion {
    V3_3,
    V3_7,
    V3_8;

    static final byte[] SERVER = "RFB 003.008\n".getBytes(StandardCharsets.US_ASCII);

    private static final Pattern LINE = Pattern.compile("RFB (\\d{3})\\.(\\d{3})\n");

    /** Unpublished numbers count as the version that their senders implement: 3.4 to 3.6 as 3.3, above 3.8 as 3.8. */
    static RfbVersion read(DataInput in) throws IOException {
        byte[] line = new byte[SERVER.length];
        in.readFully(line);
        Matcher matcher = LINE.matcher(new String(line, StandardCharsets.ISO_8859_1));
        if (!matcher.matches()) {
            throw new RfbException("the client did not begin with an RFB version");
        }
        int version = Integer.parseInt(matcher.group(1)) * 1000 + Integer.parseInt(matcher.group(2));
        if (version < 3003) {
            throw new RfbException("the client's version is older than RFB 3.3");
        }
        if (version >= 3008) {
            return V3_8;
        }
        return version == 3007 ? V3_7 : V3_3;
    }
}
