package dev.runtree.store;

import java.sql.Connection;
import java.sql.SQLException;

/** Connections to an open database for benchmarks, which write rows that no program would, and ask what lies where. */
public final class BenchConnections {
    private BenchConnections() {}

    /** One of the pool, to be closed. */
    public static Connection connect(Database database) throws SQLException {
        return database.dataSource().getConnection();
    }
}
