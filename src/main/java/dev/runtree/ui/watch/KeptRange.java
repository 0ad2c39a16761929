package dev.runtree.ui.watch;

import dev.runtree.ui.Preferences;
import dev.runtree.ui.background.Background;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The range that is watched, remembered from one start of the window to the next. */
final class KeptRange {
    private static final Logger LOG = LoggerFactory.getLogger(KeptRange.class);
    private static final String CHOICE = "watch.range";

    private final Background background;
    private final Preferences preferences;

    KeptRange(Background background, Preferences preferences) {
        this.background = background;
        this.preferences = preferences;
    }

    /** What was kept, as the terms of a filter. */
    Optional<String> before() {
        return preferences.now().choice(CHOICE);
    }

    void keep(String terms) {
        background.call(
                () -> preferences.choice(CHOICE, terms),
                settings -> {},
                failure -> LOG.warn("A choice is not remembered: {}", failure.getMessage()));
    }
}
