package dev.runtree.store;

import dev.runtree.settings.DatabaseTarget;
import dev.runtree.settings.RuntreeHome;
import javax.sql.DataSource;

/** An open database: a pool of connections to a schema that is as new as this program. */
public final class Database implements AutoCloseable {
    private Database() {}

    /**
     * Connects, starting the embedded server when it is down, and migrates the schema when it is older.
     *
     * @throws StoreException when it cannot be reached or must not be used
     */
    public static Database open(DatabaseTarget target, RuntreeHome home) {
        throw new UnsupportedOperationException(target + " " + home);
    }

    DataSource dataSource() {
        throw new UnsupportedOperationException();
    }

    @Override
    public void close() {}
}
