package dev.runtree.bench;

import dev.runtree.store.GeneratedRollUps;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** The month of generated rows that several sections ask about, made for the first that needs it. */
final class Month implements AutoCloseable {
    private static final int FEW_SPANS = 20_000;

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
            checkRollUps();
            rows.rollUp(report);
            rolledUp = true;
        }
        return made;
    }

    /** That they are summed up as the program would, by a month of a few runs. */
    private void checkRollUps() throws Exception {
        try (var few = new Stand(sizes.folder())) {
            new GeneratedRows(few).fillWithoutWriter(FEW_SPANS);
            GeneratedRollUps.check(few.database());
        }
    }

    @Override
    public void close() throws IOException {
        if (stand != null) {
            stand.close();
        }
    }
}
