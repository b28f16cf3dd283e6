package io.streamspace.agent.internal.demo.picture;

import io.streamspace.agent.internal.demo.rfb.CursorShape;

/** The mouse pointer: '#' is dark, '.' is light. */
final class Arrow {
    private static final String[] ROWS = {
        "#           ",
        "##          ",
        "#.#         ",
        "#..#        ",
        "#...#       ",
        "#....#      ",
        "#.....#     ",
        "#......#    ",
        "#.......#   ",
        "#........#  ",
        "#.........# ",
        "#......#####",
        "#...#..#    ",
        "#..##..#    ",
        "#.#  #..#   ",
        "##   #..#   ",
        "#     #..#  ",
        "      #..#  ",
        "       ##   ",
    };

    static final CursorShape SHAPE = shape();

    private Arrow() {}

    private static CursorShape shape() {
        int width = ROWS[0].length();
        int[] pixels = new int[width * ROWS.length];
        for (int i = 0; i < pixels.length; i++) {
            pixels[i] = switch (ROWS[i / width].charAt(i % width)) {
                case '#' -> 0xFF10161F;
                case '.' -> 0xFFFFFFFF;
                default -> 0;
            };
        }
        return new CursorShape(width, ROWS.length, 0, 0, pixels);
    }
}
