package dev.runtree.store;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;

/** The schema that a database has, which may be older than this program's. */
record StoredSchema(List<Migration> steps) {

    /** @throws StoreException when it has none, or one that this program does not know */
    static StoredSchema of(Connection connection, Server server) throws SQLException {
        PrimarySchema.refuse(connection, server);
        var migrations = new Migrations();
        var applied = migrations.applied(connection);
        if (applied.isEmpty()) {
            throw new StoreException("There is nothing in " + server.place() + " yet: it has no tables of Runtree.");
        }
        migrations.isCurrent(applied, server);
        return new StoredSchema(migrations.upTo(applied.size()).steps());
    }

    SchemaTables tables(Connection connection) {
        return new SchemaTables(connection, steps);
    }

    List<String> checksums() {
        return steps.stream().map(Migration::checksum).toList();
    }
}
