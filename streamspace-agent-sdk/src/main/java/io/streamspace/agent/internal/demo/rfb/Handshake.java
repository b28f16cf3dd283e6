package io.streamspace.agent.internal.demo.rfb;

import java.io.DataInput;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;

/** Version, security and ClientInit (RFC 6143, 7.1 to 7.3.1). The only security type is None. */
final class Handshake {
    private static final int SECURITY_NONE = 1;

    private Handshake() {}

    /** Afterwards the client waits for ServerInit. The shared flag is read and not asked: every desktop is shared. */
    static void run(DataInput in, OutputStream out) throws IOException {
        out.write(RfbVersion.SERVER);
        out.flush();
        Bytes answer = new Bytes();
        switch (RfbVersion.read(in)) {
            case V3_3 -> send(answer.u32(SECURITY_NONE), out);
            case V3_7 -> {
                send(answer.u8(1).u8(SECURITY_NONE), out);
                requireNone(in.readUnsignedByte());
            }
            case V3_8 -> {
                send(answer.u8(1).u8(SECURITY_NONE), out);
                int chosen = in.readUnsignedByte();
                send(chosen == SECURITY_NONE ? answer.u32(0) : refusal(answer), out);
                requireNone(chosen);
            }
        }
        in.readUnsignedByte();
    }

    private static Bytes refusal(Bytes answer) {
        byte[] reason = "the only security type is None".getBytes(StandardCharsets.US_ASCII);
        return answer.u32(1).u32(reason.length).put(reason);
    }

    private static void requireNone(int chosen) throws RfbException {
        if (chosen != SECURITY_NONE) {
            throw new RfbException("security type " + chosen + " was not offered");
        }
    }

    private static void send(Bytes answer, OutputStream out) throws IOException {
        answer.writeTo(out);
        out.flush();
        answer.clear();
    }
}
