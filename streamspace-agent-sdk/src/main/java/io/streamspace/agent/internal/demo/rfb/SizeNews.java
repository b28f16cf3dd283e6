package io.streamspace.agent.internal.demo.rfb;

/** The fields of an ExtendedDesktopSize rectangle; a viewer that knows only DesktopSize is sent the size alone. */
record SizeNews(int reason, int status, int width, int height) {
    static final int BY_SERVER = 0;
    static final int BY_THIS_VIEWER = 1;
    static final int BY_ANOTHER_VIEWER = 2;
    static final int DONE = 0;
    static final int INVALID_LAYOUT = 3;
}
