package dev.runtree.store;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.Collection;

/** The sums that dashboards ask for. */
final class RollUps {
    private RollUps() {}

    /** Takes out of the sums what these traces have added, in the transaction of somebody who holds their locks. */
    @SuppressWarnings("UnusedVariable")
    static void takeOut(Connection connection, Collection<String> traceIds) throws SQLException {
        // Nothing has been added yet.
    }
}
