package dev.runtree.cli;

import dev.runtree.model.Figures;
import dev.runtree.store.DatabaseStatus;
import java.util.stream.Collectors;

/** How a database is, for reading and as JSON. */
final class StatusText {
    private final DatabaseStatus status;

    StatusText(DatabaseStatus status) {
        this.status = status;
    }

    void print(Output out) {
        out.line(status.server());
        out.line(status.url());
        out.line("Schema: " + schema());
        out.line("Holds: " + count(status.runs(), "run") + ", " + count(status.traces(), "trace") + ", "
                + count(status.spans(), "span") + "; " + Figures.bytes(status.sizeBytes()));
        if (status.storage() != null) {
            new StorageText(status.storage()).print(out);
        }
        new SpoolText(status.spool()).print(out);
        if (status.dataFolder() != null) {
            out.line("Data folder: " + status.dataFolder());
        }
        if (!status.processes().isEmpty()) {
            out.line("Used by: process "
                    + status.processes().stream().map(String::valueOf).collect(Collectors.joining(", ")));
        }
    }

    void print(Json json) {
        json.startObject()
                .text("server", status.server())
                .text("url", status.url())
                .number("schema", (long) status.schema())
                .number("known_schema", (long) status.knownSchema())
                .number("runs", status.runs().rows())
                .number("traces", status.traces().rows())
                .number("spans", status.spans().rows())
                .number("size_bytes", status.sizeBytes())
                .text("data_folder", status.dataFolder() == null ? null : String.valueOf(status.dataFolder()));
        json.key("storage");
        if (status.storage() == null) {
            json.write(out -> out.writeNull());
        } else {
            new StorageText(status.storage()).print(json);
        }
        json.key("spool");
        new SpoolText(status.spool()).print(json);
        json.key("processes").startArray();
        status.processes().forEach(id -> json.write(out -> out.writeNumber(id)));
        json.endArray().endObject().endLine();
    }

    private String schema() {
        int found = status.schema();
        int known = status.knownSchema();
        if (found == 0) {
            return "none yet; any command but this makes it";
        }
        if (found > known) {
            return "version " + found + ", newer than this program's " + known + ": use a newer Runtree";
        }
        return found == known
                ? "version " + found + ", up to date"
                : "version " + found + " of " + known + ": runtree db migrate";
    }

    private static String count(DatabaseStatus.Count count, String noun) {
        return (count.estimated() ? "~" : "") + Figures.counted(count.rows(), noun);
    }
}
