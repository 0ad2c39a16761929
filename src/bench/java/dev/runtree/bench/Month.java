package dev.runtree.bench;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** The month of generated rows that several sections ask about, made for the first that needs it. */
final class Month implements AutoCloseable {
    private final Sizes sizes;
    private @Nullable Stand stand;
    private boolean rolledUp;
    private @Nullable GeneratedRows rows;

    Month(Sizes sizes) {
        this.sizes = sizes;
    }

    Stand stand(Report report) throws Exception {
        if (stand == null) {
            var made = new Stand(sizes.folder());
            stand = made;
            rows = new GeneratedRows(made);
            rows.fill(report, sizes.rows());
        }
        return stand;
    }

    /** With roll-ups as well. */
    Stand rolledUp(Report report) throws Exception {
        var made = stand(report);
        if (!rolledUp && rows != null) {
            rows.rollUp(report);
            rolledUp = true;
        }
        return made;
    }

    @Override
    public void close() throws IOException {
        if (stand != null) {
            stand.close();
        }
    }
}
