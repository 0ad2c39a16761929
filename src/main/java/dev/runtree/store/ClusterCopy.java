package dev.runtree.store;

import dev.runtree.store.copy.CopiedTable;
import dev.runtree.store.copy.RowSum;
import dev.runtree.store.copy.ServerRows;
import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Copies what a database holds of ours into an empty one on another server, in one transaction, and compares it. */
final class ClusterCopy {
    private static final Logger log = LoggerFactory.getLogger(ClusterCopy.class);

    private final Server from;
    private final Server to;

    ClusterCopy(Server from, Server to) {
        this.from = from;
        this.to = to;
    }

    /** @throws StoreException when what arrived is not what was sent */
    void run() throws SQLException, IOException {
        try (var source = from.connect();
                var target = to.connect()) {
            if (new Migrations().applied(source).isEmpty()) {
                return;
            }
            var schema = StoredSchema.of(source, from);
            new Migrations(schema.steps()).bringUpToDate(target, to);
            var days = schema.tables(source).days();
            var isCurrent = schema.steps().size() == new Migrations().newest();
            if (isCurrent) {
                partitions().makeAll(days);
            }
            source.setAutoCommit(false);
            target.setAutoCommit(false);
            ServerRows.prepare(source);
            ServerRows.prepare(target);
            tellOthers(schema, source);
            for (var table : schema.tables(source).tables()) {
                copy(table, source, target);
            }
            target.commit();
            source.rollback();
            if (!isCurrent) {
                target.setAutoCommit(true);
                new Migrations().bringUpToDate(target, to);
                partitions().makeAll(days);
            }
        }
    }

    private DayPartitions partitions() {
        return new DayPartitions(new Connector(to), Clock.systemUTC());
    }

    private void copy(CopiedTable table, Connection source, Connection target) throws SQLException, IOException {
        RowSum sent;
        try (var rows = ServerRows.from(source, table)) {
            sent = ServerRows.into(target, table, rows, soFar -> {});
        }
        if (!ServerRows.sum(target, table, soFar -> {}).isOf(sent)) {
            throw new StoreException("The rows of " + table.name() + " arrived otherwise than they were sent from "
                    + from.place() + ". The copy is given up; nothing was changed there.");
        }
        log.info("Copied {}: {} rows, {} bytes", table.name(), sent.rows(), sent.bytes());
    }

    private void tellOthers(StoredSchema schema, Connection source) throws SQLException {
        if (schema.tables(source).hasOthers()) {
            log.warn("{} also holds tables or views that are not of Runtree: they stay there", from.place());
        }
    }
}
