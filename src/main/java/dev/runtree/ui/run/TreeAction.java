package dev.runtree.ui.run;

import dev.runtree.ui.Messages;
import java.util.Locale;

/** What can be done in a run's tree, with the key for it: said once for keys, menus and the palette. */
enum TreeAction {
    NEXT_RUN("j"),
    PREVIOUS_RUN("k"),
    FIND("/"),
    NEXT_HIT("n"),
    PREVIOUS_HIT("N"),
    FILTER("t"),
    ONLY_LIKE_THIS("x"),
    ONLY_AGENT("a"),
    HIDE_KIND("h"),
    SHOW_KINDS("H"),
    TO_RUNS(""),
    NEXT_ERROR("e"),
    PREVIOUS_ERROR("E"),
    NEXT_OF_KIND("."),
    PREVIOUS_OF_KIND(","),
    EXPAND_ALL("]"),
    COLLAPSE_ALL("["),
    COLLAPSE_OTHERS("u"),
    DEEPER("o"),
    SHALLOWER("p"),
    FIT("f"),
    SHOW_ALL("F"),
    ZOOM_IN("+"),
    ZOOM_OUT("-"),
    PAN_LEFT("Alt+←"),
    PAN_RIGHT("Alt+→"),
    PANEL_UP("Alt+↑"),
    PANEL_DOWN("Alt+↓"),
    CRITICAL_PATH("r"),
    IDLE_GAPS("g"),
    MINIMAP("m"),
    FOLLOW("l"),
    DETAIL("d"),
    COPY("c"),
    COPY_NAME(""),
    COPY_ID(""),
    COPY_INPUT("i"),
    COPY_OUTPUT("I");

    private final String keys;

    TreeAction(String keys) {
        this.keys = keys;
    }

    /** As they are printed beside it; empty when it has none. */
    String keys() {
        return keys;
    }

    /** What it does, in a few words. */
    String label() {
        return Messages.text("run.do." + name().toLowerCase(Locale.ROOT).replace('_', '.'));
    }
}
