package dev.runtree.cli;

import dev.runtree.model.Figures;
import dev.runtree.store.Database;
import dev.runtree.store.ParkedHook;
import dev.runtree.store.ParkedHooks;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** What background hooks could not do. Without a further word it lists it. */
@Command(
        name = "hooks",
        description = {
            "What background hooks of agents could not do, however often it was tried: list it, try it again, give it up.",
            "Without a further word it lists what waits for you, the oldest first."
        })
final class Hooks implements Runnable {
    private static final int MOST = 1_000;
    private static final int ID_LENGTH = 8;
    private static final List<Table.Column> COLUMNS = List.of(
            new Table.Column("ID", false, 36),
            new Table.Column("HOOK", false, 24),
            new Table.Column("ON", false, 24),
            new Table.Column("RUN", false, 12),
            new Table.Column("STATUS", false, 9),
            new Table.Column("TRIES", true, 5),
            new Table.Column("PARKED", false, 17),
            new Table.Column("ERROR", false, Integer.MAX_VALUE));

    private final Program program;

    @Mixin
    private CommonOptions common = new CommonOptions();

    @Mixin
    private Listing listing = new Listing();

    /** What is listed, and how. */
    static final class Listing {
        @Option(names = "--all", description = "also what was tried again or given up, the newest first")
        private boolean all;

        @Option(names = "--json", description = "print JSON Lines, one event each")
        private boolean json;
    }

    Hooks(Program program) {
        this.program = program;
    }

    @Override
    public void run() {
        ls(common, listing);
    }

    @Command(name = "ls", description = "List what waits for you, the oldest first.")
    void ls(@Mixin CommonOptions options, @Mixin Listing wanted) {
        try (var database = options.openPrimary(program)) {
            var hooks = new ParkedHooks(database);
            var rows = (wanted.all ? hooks.history(MOST) : hooks.waiting(MOST)).fetch();
            if (wanted.json) {
                var json = new Json(program.out());
                rows.forEach(row -> print(row, json));
            } else {
                print(rows);
            }
            if (rows.size() == MOST && !wanted.json) {
                program.out()
                        .line("The first " + Figures.count(MOST) + "; runtree sql asks runtree_parked_hooks for more.");
            }
        }
    }

    private void print(List<ParkedHook> rows) {
        if (rows.isEmpty()) {
            program.out().line("No hook waits: all that was to be done in the background is done, or on its way.");
            return;
        }
        var table = new Table(program.terminal(), COLUMNS);
        var now = Instant.now();
        for (var row : rows) {
            table.row(List.of(
                    new Table.Cell(row.eventId()
                            .substring(0, Math.min(ID_LENGTH, row.eventId().length()))),
                    new Table.Cell(row.hook()),
                    new Table.Cell(row.component()),
                    new Table.Cell(row.run().traceId().substring(0, ID_LENGTH)),
                    new Table.Cell(row.status().word()),
                    new Table.Cell(String.valueOf(row.tries())),
                    new Table.Cell(
                            row.parkedAt() == null ? "" : Figures.time(row.parkedAt(), now, ZoneId.systemDefault())),
                    new Table.Cell(row.error())));
        }
        table.print();
    }

    private static void print(ParkedHook row, Json json) {
        json.startObject()
                .text("event_id", row.eventId())
                .text("hook", row.hook())
                .text("component_id", row.component())
                .text("run_id", row.run().runId())
                .text("trace_id", row.run().traceId())
                .text("status", row.status().word())
                .number("tries", (long) row.tries())
                .text("error", row.error())
                .text("created_at", row.createdAt().toString())
                .text(
                        "parked_at",
                        row.parkedAt() == null ? null : row.parkedAt().toString())
                .text("resolved_by", row.resolvedBy())
                .text(
                        "resolved_at",
                        row.resolvedAt() == null ? null : row.resolvedAt().toString())
                .raw("event", row.event())
                .endObject()
                .endLine();
    }

    @Command(
            name = "retry",
            description = {
                "Let a hook try it again, with the same event id.",
                "The next application that has the hook does it, within seconds when one is running."
            })
    void retry(
            @Mixin CommonOptions options,
            @Mixin Decider decider,
            @Parameters(
                            paramLabel = "ID",
                            arity = "1..*",
                            description = "events by their ids or the beginnings of them")
                    List<String> ids) {
        resolve(options, ids, "To be tried again: ", (hooks, id) -> hooks.retry(id, decider.name()));
    }

    @Command(name = "discard", description = "Give it up: the hook is never called for it again.")
    void discard(
            @Mixin CommonOptions options,
            @Mixin Decider decider,
            @Parameters(
                            paramLabel = "ID",
                            arity = "1..*",
                            description = "events by their ids or the beginnings of them")
                    List<String> ids) {
        resolve(options, ids, "Given up: ", (hooks, id) -> hooks.discard(id, decider.name()));
    }

    private interface Resolution {
        boolean make(ParkedHooks hooks, String id);
    }

    private void resolve(CommonOptions options, List<String> ids, String told, Resolution resolution) {
        try (Database database = options.openPrimary(program)) {
            var hooks = new ParkedHooks(database);
            for (var row : ids.stream().map(id -> named(hooks, id)).distinct().toList()) {
                if (!resolution.make(hooks, row.eventId())) {
                    throw new Failure("The event " + row.eventId() + " of the hook " + row.hook()
                            + " does not wait any more: \"runtree hooks --all\" says what became of it.");
                }
                program.out().line(told + "the hook " + row.hook() + ", event " + row.eventId());
            }
        }
    }

    private static ParkedHook named(ParkedHooks hooks, String id) {
        var found = hooks.named(id).fetch();
        if (found.isEmpty()) {
            throw new Failure(
                    "No event of a hook has an id that begins with " + id + ": \"runtree hooks\" lists them.");
        }
        if (found.size() > 1) {
            throw new Failure("Several events have ids that begin with " + id + ": give more of it.");
        }
        return found.getFirst();
    }
}
