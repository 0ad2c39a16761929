package dev.runtree.store.copy;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import org.jspecify.annotations.Nullable;
import org.postgresql.copy.CopyIn;
import org.postgresql.copy.CopyManager;
import org.postgresql.copy.CopyOut;
import org.postgresql.core.BaseConnection;

/** The rows of a table on a server, out of it and into it, in a transaction of the caller's. */
public final class ServerRows {
    /**
     * Servers write a value alike only under the same settings, and copying may take as long as it takes. They hold until
     * the end of the transaction.
     */
    private static final String SETTINGS =
            "SELECT set_config('TimeZone', 'UTC', true), set_config('DateStyle', 'ISO, MDY', true),"
                    + " set_config('IntervalStyle', 'postgres', true), set_config('bytea_output', 'hex', true),"
                    + " set_config('extra_float_digits', '1', true), set_config('statement_timeout', '0', true),"
                    + " set_config('lock_timeout', '0', true), set_config('idle_in_transaction_session_timeout', '0', true)";

    private static final int PIECE = 1 << 16;

    private ServerRows() {}

    /** Makes the transaction that a connection has begun fit for copying. */
    public static void prepare(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(SETTINGS);
        }
    }

    /** What the table holds. Nothing else may be asked on the connection until it is closed. */
    public static Rows from(Connection connection, CopiedTable table) throws SQLException {
        CopyOut out = manager(connection).copyOut(table.copyOut());
        return new Rows() {
            @Override
            public byte @Nullable [] next() throws SQLException {
                return out.readFromCopy();
            }

            @Override
            public void close() throws SQLException {
                if (out.isActive()) {
                    out.cancelCopy();
                }
            }
        };
    }

    /** Told how far it is. */
    public interface Listener {
        void copied(RowSum soFar);
    }

    /** Puts rows into a table; says what they were. */
    public static RowSum into(Connection connection, CopiedTable table, Rows rows, Listener listener)
            throws SQLException, java.io.IOException {
        CopyIn in = manager(connection).copyIn(table.copyIn());
        try {
            var sum = new RowSum();
            var piece = new Piece(in);
            for (var line = rows.next(); line != null; line = rows.next()) {
                sum.add(line);
                piece.add(line);
                listener.copied(sum);
            }
            piece.send();
            in.endCopy();
            return sum;
        } finally {
            if (in.isActive()) {
                in.cancelCopy();
            }
        }
    }

    /** Reads a table and keeps nothing but what it holds. */
    public static RowSum sum(Connection connection, CopiedTable table, Listener listener)
            throws SQLException, java.io.IOException {
        try (var rows = from(connection, table)) {
            var sum = new RowSum();
            for (var line = rows.next(); line != null; line = rows.next()) {
                sum.add(line);
                listener.copied(sum);
            }
            return sum;
        }
    }

    private static CopyManager manager(Connection connection) throws SQLException {
        return new CopyManager(connection.unwrap(BaseConnection.class));
    }

    /** A message for each row would be a system call for each. */
    private static final class Piece {
        private final CopyIn in;
        private final byte[] bytes = new byte[PIECE];
        private int filled;

        Piece(CopyIn in) {
            this.in = in;
        }

        void add(byte[] line) throws SQLException {
            if (filled + line.length > bytes.length) {
                send();
            }
            if (line.length > bytes.length) {
                in.writeToCopy(line, 0, line.length);
            } else {
                System.arraycopy(line, 0, bytes, filled, line.length);
                filled += line.length;
            }
        }

        void send() throws SQLException {
            if (filled > 0) {
                in.writeToCopy(bytes, 0, filled);
                filled = 0;
            }
        }
    }
}
