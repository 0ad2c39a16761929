package dev.runtree.ui.watch;

import java.util.Locale;

/** The colours of {@code styles/tokens.css} that courses are drawn with, by their names there. */
enum Ink {
    BG,
    BG_SUBTLE,
    BG_SELECTED,
    LINE,
    BORDER,
    FG,
    FG_STRONG,
    FG_MUTED,
    ACCENT,
    ACCENT_FG,
    DANGER,
    NEUTRAL_BAR,
    KIND_APPROVAL,
    ON_ACCENT,
    SERIES_1,
    SERIES_2,
    SERIES_3,
    SERIES_4;

    /** Such as {@code -rt-course-line}, which {@code watch.css} sets to the token {@code -rt-line}. */
    String css() {
        return "-rt-course-" + name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
