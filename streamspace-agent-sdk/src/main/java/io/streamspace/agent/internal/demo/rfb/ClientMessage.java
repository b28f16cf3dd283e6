package io.streamspace.agent.internal.demo.rfb;

import java.util.List;

/** What a client may send after the handshake (RFC 6143, 7.5, and SetDesktopSize of the community's registry). */
sealed interface ClientMessage {
    record SetPixelFormat(PixelFormat format) implements ClientMessage {}

    record SetEncodings(List<Integer> encodings) implements ClientMessage {}

    record UpdateRequest(boolean incremental, Rect area) implements ClientMessage {}

    record Key(boolean down, int keysym) implements ClientMessage {}

    record Pointer(int buttons, int x, int y) implements ClientMessage {}

    record CutText(String text) implements ClientMessage {}

    record SetDesktopSize(int width, int height) implements ClientMessage {}
}
