package dev.runtree.ui.sql;

import dev.runtree.settings.RuntreeHome;
import dev.runtree.settings.SettingsException;
import dev.runtree.settings.SqlMemory;
import dev.runtree.ui.background.Background;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Keeps what the console remembers, off the JavaFX thread, one change after the other. */
final class KeptSql {
    private static final Logger LOG = LoggerFactory.getLogger(KeptSql.class);

    private final Background background;
    private final RuntreeHome home;

    KeptSql(Background background, RuntreeHome home) {
        this.background = background;
        this.home = home;
    }

    /** @param to is given what is remembered */
    void read(Consumer<SqlMemory> to) {
        background.call(() -> SqlMemory.of(home), to, failure -> to.accept(SqlMemory.NONE));
    }

    /** Changes it as it is in the file now: there may be a second window. */
    void change(UnaryOperator<SqlMemory> change, Consumer<SqlMemory> to) {
        background.call(
                () -> changed(home, change),
                to,
                failure -> LOG.warn("The history of SQL is not kept: {}", failure.getMessage()));
    }

    /** Changes it before it returns; from any thread that may wait. */
    void changeNow(UnaryOperator<SqlMemory> change) {
        try {
            changed(home, change);
        } catch (SettingsException e) {
            LOG.warn("The history of SQL is not kept: {}", e.getMessage());
        }
    }

    private static SqlMemory changed(RuntreeHome home, UnaryOperator<SqlMemory> change) {
        synchronized (KeptSql.class) {
            return change.apply(SqlMemory.of(home)).save(home);
        }
    }
}
