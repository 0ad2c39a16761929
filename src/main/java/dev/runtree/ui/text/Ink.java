package dev.runtree.ui.text;

import java.util.Locale;

/** The colours of {@code styles/tokens.css} that texts are drawn with, by their names there. */
enum Ink {
    BG,
    BG_SUBTLE,
    BG_HOVER,
    BG_SELECTED,
    BG_DANGER,
    LINE,
    BORDER,
    FG,
    FG_STRONG,
    FG_MUTED,
    FG_FAINT,
    ACCENT_FG,
    DANGER,
    DANGER_FG,
    JSON_STRING,
    JSON_NUMBER,
    MARK,
    SLOW;

    /** Such as {@code -rt-text-bg-subtle}, which {@code text.css} sets to the token {@code -rt-bg-subtle}. */
    String css() {
        return "-rt-text-" + name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
