package io.streamspace.agent.internal.demo.picture;

import io.streamspace.agent.internal.demo.rfb.Rect;

/** What a window holds. Coordinates are those of the content, from its upper left corner. */
interface Content {
    String title();

    /** {@code at} is where the content is on the canvas. */
    void paint(Canvas canvas, Rect at, boolean active);

    void key(Key key);

    /** A button went down or the wheel turned (buttons 4 and 5 of RFB). */
    void press(int x, int y, int button);

    /** The pointer moved while the first button, pressed here, is down. */
    void drag(int x, int y);

    /** What is out of date since the last call. */
    Iterable<Rect> takeDamage();
}
