package dev.runtree.cli;

import dev.runtree.model.Figures;
import dev.runtree.store.Deletion;
import dev.runtree.store.RunQueries;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "delete",
        description = {
            "Delete runs with all that is beneath them, a session, or everything of a user: for good.",
            "Prints what was deleted, which the audit notes as well."
        })
final class Delete implements Runnable {
    private final Program program;

    @Mixin
    private CommonOptions common = new CommonOptions();

    @Parameters(paramLabel = "RUN", arity = "0..*", description = "runs by their ids or the beginnings of them")
    private List<String> runs = List.of();

    @Option(names = "--session", paramLabel = "S", description = "all runs of this session")
    private @Nullable String session;

    @Option(names = "--user", paramLabel = "U", description = "all runs of this user")
    private @Nullable String user;

    @Option(names = "--yes", description = "do not ask")
    private boolean yes;

    @Option(names = "--json", description = "print what was deleted as one JSON object")
    private boolean json;

    Delete(Program program) {
        this.program = program;
    }

    @Override
    public void run() {
        if ((runs.isEmpty() ? 0 : 1) + (session == null ? 0 : 1) + (user == null ? 0 : 1) != 1) {
            throw new WrongUsage("Name what to delete: runs, or a --session, or a --user");
        }
        if ((session != null && session.isBlank()) || (user != null && user.isBlank())) {
            throw new WrongUsage(
                    "--" + (user == null ? "session" : "user") + " needs a name: an empty one is nobody's");
        }
        try (var databases = common.openAll(program);
                var _ = common.copyingSessions(databases.traces(), program)) {
            var deletion = new Deletion(databases);
            var scope = scope(new RunQueries(databases.traces()));
            var preview = deletion.preview(scope).fetch();
            var remembered = deletion.remembered(scope).fetch();
            if (preview.runs() == 0 && remembered == 0) {
                throw new Failure("There is no run of " + scope.words() + ": nothing was deleted.");
            }
            if (!yes && !isWanted(text(preview, remembered))) {
                throw new Failure("Nothing was deleted.");
            }
            var receipt = deletion.delete(scope);
            if (json) {
                print(receipt, new Json(program.out()));
            } else {
                program.out().line(text(receipt));
            }
        }
    }

    private Deletion.Scope scope(RunQueries queries) {
        if (session != null) {
            return new Deletion.Session(session);
        }
        if (user != null) {
            return new Deletion.User(user);
        }
        return new Deletion.Runs(NamedRun.ids(new NamedRun(queries), runs));
    }

    /** Asks whoever sits at the terminal; where nobody does, --yes has to be said. */
    private boolean isWanted(String what) {
        if (program.terminal().columns() == null) {
            throw new WrongUsage("This would delete " + what + ". Say so with --yes");
        }
        program.out().print("Delete " + what + " for good? [y/N] ");
        program.out().flush();
        try {
            var line = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8)).readLine();
            return line != null && List.of("y", "yes").contains(line.strip().toLowerCase(Locale.ROOT));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String text(Deletion.Preview preview, long remembered) {
        return (preview.more() ? "more than " : "") + Figures.counted(preview.runs(), "run") + " with "
                + Figures.counted(preview.spans(), "step") + " of "
                + Figures.counted(preview.traces(), "trace")
                + (remembered == 0 ? "" : ", and what is remembered of " + Figures.counted(remembered, "session"));
    }

    private static String text(Deletion.Receipt receipt) {
        return "Deleted " + Figures.counted(receipt.runs(), "run") + ", "
                + Figures.counted(receipt.spans(), "span") + ", "
                + Figures.counted(receipt.contents(), "shared content") + ", "
                + Figures.counted(receipt.logs(), "log record") + ", "
                + Figures.counted(receipt.traces(), "whole trace")
                + (receipt.sessions() == 0
                        ? ""
                        : ", what was remembered of " + Figures.counted(receipt.sessions(), "session"))
                + (receipt.waiting() == 0 ? "" : ", " + Figures.counted(receipt.waiting(), "run") + " that waited")
                + "; " + Figures.bytes(receipt.bytes());
    }

    private static void print(Deletion.Receipt receipt, Json json) {
        json.startObject()
                .text("deleted", receipt.scope().words())
                .number("runs", receipt.runs())
                .number("traces", receipt.traces())
                .number("spans", receipt.spans())
                .number("contents", receipt.contents())
                .number("log_records", receipt.logs())
                .number("bytes", receipt.bytes())
                .number("sessions", receipt.sessions())
                .number("paused_runs", receipt.waiting())
                .endObject()
                .endLine();
    }
}
