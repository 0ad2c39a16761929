package dev.runtree.cli;

import static java.util.Comparator.naturalOrder;

import dev.runtree.model.Figures;
import dev.runtree.store.Database;
import dev.runtree.store.Restore;
import dev.runtree.store.Retention;
import dev.runtree.store.RetentionPlan;
import java.nio.file.Path;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

@Command(
        name = "restore",
        description = {
            "Put a backup into a database that holds nothing of Runtree's yet: all of it, or nothing.",
            "What was put in is read back and compared before it is kept."
        })
final class DbRestore implements Runnable {
    private final Program program;

    @Mixin
    private CommonOptions common = new CommonOptions();

    @Parameters(paramLabel = "FILE", description = "a file that runtree db backup wrote")
    private Path file = Path.of("");

    DbRestore(Program program) {
        this.program = program;
    }

    @Override
    public void run() {
        try (var database = Database.openAsIs(common.traces(program.home()), program.home());
                var line = new CopyLine(program.terminal())) {
            var manifest = new Restore(database, line).from(file);
            line.clear();
            program.out()
                    .line("Restored " + Figures.counted(manifest.rows(), "row") + " of "
                            + manifest.tables().size() + " tables, as they were at " + manifest.madeAt() + ", into "
                            + database.describe() + ".");
            tellWhatGoes(database);
        }
    }

    /** Retention came with the backup, and holds from the next hour on. */
    private void tellWhatGoes(Database database) {
        var retention = new Retention(database);
        var policy = retention.policy();
        var going = retention.plan(policy).days();
        if (!going.isEmpty()) {
            program.out()
                    .line(Figures.counted(going.size(), "day") + " of it, from "
                            + going.stream()
                                    .map(RetentionPlan.Day::day)
                                    .min(naturalOrder())
                                    .orElseThrow()
                            + " on, can go as soon as Runtree works on it: kept are " + RetentionText.policy(policy)
                            + ". To keep more, change that first: runtree db retain --help");
        }
    }
}
