package dev.runtree.cli;

import dev.runtree.store.WriteStatus;
import java.io.PrintWriter;

/** Tells on standard error when the database goes and when it is back, a line each, and what is left on disk at the end. */
final class WriteNews {
    private final PrintWriter err;
    private boolean away;
    private boolean wasAway;
    private boolean full;
    private boolean told;
    private int refused;

    WriteNews(PrintWriter err) {
        this.err = err;
    }

    synchronized void see(WriteStatus status) {
        if (status.away() != null && !away) {
            err.println("The database does not take spans, so they are kept on disk in " + status.spool()
                    + " until it does: " + status.away());
        }
        if (status.refusal() != null && !full) {
            err.println("Senders are told to come back later. " + status.refusal());
        }
        if (status.refused() > refused) {
            err.println("The database refuses " + SpoolText.records(status.refused())
                    + " for what they say; they are kept apart below " + status.spool());
        }
        away = status.away() != null;
        full = status.refusal() != null;
        refused = status.refused();
        wasAway |= away;
        if (!away && status.returned() > 0 && status.spans() + status.logs() == 0 && (wasAway || !told)) {
            var stored = SpoolText.records(status.returned()) + " that waited on disk "
                    + (status.returned() == 1 ? "is" : "are") + " stored.";
            err.println(wasAway ? "The database takes spans again: " + stored : stored);
            wasAway = false;
            told = true;
        }
    }

    synchronized void atTheEnd(WriteStatus status) {
        var left = status.spans() + status.logs();
        if (left > 0) {
            err.println(SpoolText.records(left) + " wait on disk in " + status.spool()
                    + "; they are stored when Runtree next opens this database to receive.");
        }
    }
}
