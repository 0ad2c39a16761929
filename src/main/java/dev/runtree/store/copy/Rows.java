package dev.runtree.store.copy;

import java.io.IOException;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/** The rows of a table one after the other, each a line of {@code COPY}'s text form with its end. To be closed early or late. */
public interface Rows extends AutoCloseable {

    /** The next line; {@code null} after the last. */
    byte @Nullable [] next() throws SQLException, IOException;

    @Override
    void close() throws SQLException, IOException;
}
