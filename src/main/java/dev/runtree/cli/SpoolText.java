package dev.runtree.cli;

import dev.runtree.model.Figures;
import dev.runtree.store.spool.SpoolStatus;

/** What waits on disk for a database that is away, for reading and as JSON. */
final class SpoolText {
    private final SpoolStatus spool;

    SpoolText(SpoolStatus spool) {
        this.spool = spool;
    }

    /** Nothing where nothing waits and nothing was kept apart. */
    void print(Output out) {
        for (var waiting : spool.waiting()) {
            if (waiting.spans() + waiting.logs() > 0) {
                out.line("Waiting on disk: " + records(waiting.spans() + waiting.logs()) + ", "
                        + Figures.bytes(waiting.bytes()) + ", for " + waiting.database());
            }
        }
        if (spool.refused() > 0) {
            out.line("Kept apart: " + records(spool.refused()) + " that the database refused, in " + spool.aside());
        }
        if (spool.damaged() > 0) {
            out.line("Kept apart: " + (spool.damaged() == 1 ? "1 damaged file" : spool.damaged() + " damaged files")
                    + " of what waited, in " + spool.aside());
        }
    }

    static String records(long count) {
        return count == 1 ? "1 span or log record" : Figures.count(count) + " spans and log records";
    }

    void print(Json json) {
        json.startObject()
                .number("spans", spool.spans())
                .number("log_records", spool.logs())
                .number("bytes", spool.bytes())
                .number("refused", spool.refused())
                .number("damaged_files", (long) spool.damaged());
        json.key("waiting").startArray();
        for (var waiting : spool.waiting()) {
            json.startObject()
                    .text("database", waiting.database())
                    .number("spans", waiting.spans())
                    .number("log_records", waiting.logs())
                    .number("bytes", waiting.bytes())
                    .endObject();
        }
        json.endArray().endObject();
    }
}
