package dev.runtree.ui.run;

import dev.runtree.ui.Messages;
import java.util.Locale;

/** A column of figures between the names and the lane, in the order in which they stand. */
enum Column {
    STATUS(64),
    DURATION(68),
    SELF(64),
    OWN_TOKENS(56),
    TOKENS(52),
    COST(66);

    private final int width;

    Column(int width) {
        this.width = width;
    }

    /** In pixels. */
    int width() {
        return width;
    }

    /** As it is remembered. */
    String word() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    String title() {
        return Messages.text("run.column." + word());
    }

    /** Said in full, where there is room. */
    String longTitle() {
        return Messages.text("run.column." + word() + ".long");
    }
}
