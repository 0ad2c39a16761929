package dev.runtree.settings;

/** Which colours the window has. */
public enum ThemeChoice {
    SYSTEM,
    LIGHT,
    DARK
}
