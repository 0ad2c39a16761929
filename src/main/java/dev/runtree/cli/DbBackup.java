package dev.runtree.cli;

import dev.runtree.model.Figures;
import dev.runtree.store.Backup;
import dev.runtree.store.Database;
import java.nio.file.Path;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

@Command(
        name = "backup",
        description = {
            "Write all that the database holds into one file, as it is at one moment, while others go on writing.",
            "The file is yours alone to read. It replaces nothing. See: runtree db restore"
        })
final class DbBackup implements Runnable {
    private final Program program;

    @Mixin
    private CommonOptions common = new CommonOptions();

    @Parameters(paramLabel = "FILE", description = "the file to write, such as agents.runtree")
    private Path file = Path.of("");

    DbBackup(Program program) {
        this.program = program;
    }

    @Override
    public void run() {
        try (var database = Database.openAsIs(common.traces(program.home()), program.home());
                var line = new CopyLine(program.terminal())) {
            var made = new Backup(database, Version.current(), line).write(file);
            line.clear();
            program.out()
                    .line("Wrote " + Figures.counted(made.rows(), "row") + " of " + made.tables() + " tables to " + file
                            + ": " + Figures.bytes(made.bytes()) + ".");
        }
    }
}
