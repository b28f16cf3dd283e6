package io.streamspace.agent.internal.demo.picture;

/** Colours, {@code 0xAARRGGBB}. */
final class Theme {
    static final int SKY_TOP = 0xFF14213D;
    static final int SKY_BOTTOM = 0xFF3A6EA5;
    static final int HILL_FAR = 0xFF2C5A8C;
    static final int HILL_MIDDLE = 0xFF234B78;
    static final int HILL_NEAR = 0xFF1B3C63;
    static final int MOON = 0xFFF6EBD0;

    static final int BAR = 0xB80B1526;
    static final int BAR_TEXT = 0xFFF1F5FA;
    static final int BAR_FAINT = 0xFF9FB4CF;

    static final int TITLE_ACTIVE = 0xFFF4F6FA;
    static final int TITLE_IDLE = 0xFFDDE3EC;
    static final int TITLE_TEXT = 0xFF233044;
    static final int TITLE_FAINT = 0xFF8390A3;
    static final int EDGE = 0xFFC3CCD9;
    static final int PAPER = 0xFFFFFFFF;
    static final int INK = 0xFF1F2A3A;
    static final int MARGIN = 0xFFF0F3F8;
    static final int MARGIN_TEXT = 0xFFA3AFBF;
    static final int CURRENT_LINE = 0xFFF3F8FF;
    static final int ACCENT = 0xFF2F7FE0;
    static final int SHADOW = 0x00050B16;

    static final int[] PALETTE = {0xFF1F2A3A, 0xFFE5484D, 0xFFF5A524, 0xFF2FA66A, 0xFF2F7FE0, 0xFF8E4EC6, 0xFFFFFFFF};

    private Theme() {}
}
