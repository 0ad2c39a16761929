package dev.runtree.ui.sql;

import dev.runtree.ui.Preferences;
import dev.runtree.ui.background.Background;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** How much of an answer is shown and how long it may take, remembered from one start of the window to the next. */
final class SqlChoices {
    private static final Logger LOG = LoggerFactory.getLogger(SqlChoices.class);
    private static final String LIMIT = "sql.limit";
    private static final String LONGEST = "sql.longest";

    private final Background background;
    private final Preferences preferences;
    private final SqlBar bar;

    SqlChoices(Background background, Preferences preferences, SqlBar bar) {
        this.background = background;
        this.preferences = preferences;
        this.bar = bar;
        var before = preferences.now();
        before.choice(LIMIT).flatMap(RowLimit::ofWord).ifPresent(bar.limit()::setValue);
        before.choice(LONGEST).flatMap(Longest::ofWord).ifPresent(bar.longest()::setValue);
        bar.limit().setOnAction(event -> keep(LIMIT, limit().name()));
        bar.longest().setOnAction(event -> keep(LONGEST, longest().name()));
    }

    RowLimit limit() {
        return bar.limit().getValue();
    }

    Longest longest() {
        return bar.longest().getValue();
    }

    private void keep(String name, String value) {
        background.call(
                () -> preferences.choice(name, value),
                settings -> {},
                failure -> LOG.warn("A choice is not remembered: {}", failure.getMessage()));
    }
}
