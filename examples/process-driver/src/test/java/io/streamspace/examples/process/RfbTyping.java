package io.streamspace.examples.process;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;

/** A viewer that only types: RFC 6143, 7.1 to 7.3 and 7.5.4. */
final class RfbTyping {
    private static final int ENTER = 0xFF0D;

    private RfbTyping() {}

    static void type(InetSocketAddress address, String text) throws IOException {
        try (Socket socket = new Socket(address.getAddress(), address.getPort())) {
            DataInputStream in = new DataInputStream(socket.getInputStream());
            DataOutputStream out = new DataOutputStream(socket.getOutputStream());
            in.readFully(new byte[12]);
            out.write("RFB 003.008\n".getBytes(StandardCharsets.US_ASCII));
            in.readFully(new byte[in.readUnsignedByte()]);
            out.write(1);
            in.readInt();
            out.write(1);
            in.readFully(new byte[20]);
            in.readFully(new byte[in.readInt()]);
            for (int character : text.chars().toArray()) {
                key(out, true, character == '\n' ? ENTER : character);
                key(out, false, character == '\n' ? ENTER : character);
            }
            waitUntilServed(in, out);
        }
    }

    private static void key(DataOutputStream out, boolean down, int keysym) throws IOException {
        out.write(4);
        out.writeBoolean(down);
        out.writeShort(0);
        out.writeInt(keysym);
    }

    /** Messages are served in order, so an answer to a last request says that the keys arrived. */
    private static void waitUntilServed(DataInputStream in, DataOutputStream out) throws IOException {
        out.write(new byte[] {3, 0, 0, 0, 0, 0, 0, 1, 0, 1});
        in.readUnsignedByte();
    }
}
