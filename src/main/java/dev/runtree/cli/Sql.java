package dev.runtree.cli;

import dev.runtree.store.Database;
import dev.runtree.store.SqlConsole;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(name = "sql", description = "Run one SQL statement, which may only read unless told otherwise.")
final class Sql implements Runnable {
    private final Program program;

    @Mixin
    private CommonOptions common = new CommonOptions();

    @Parameters(arity = "0..1", paramLabel = "SQL", description = "the statement")
    private @Nullable String statement;

    @Option(names = "-f", paramLabel = "FILE", description = "a file with the statement")
    private @Nullable Path file;

    @Option(names = "--json", description = "print JSON Lines, one row each")
    private boolean json;

    @Option(names = "--write", description = "let the statement change the database")
    private boolean write;

    @Option(
            names = "--primary",
            description = "on the database of approvals, audit and sessions, not that of the traces")
    private boolean primary;

    Sql(Program program) {
        this.program = program;
    }

    @Override
    public void run() {
        String sql = sql();
        try (Database database = primary ? common.openPrimary(program) : common.openTraces(program)) {
            if (json) {
                new SqlConsole(database).run(sql, write, new RowsJson(new Json(program.out())));
                return;
            }
            var rows = new RowsTable(program.terminal());
            int changed = new SqlConsole(database).run(sql, write, rows);
            rows.print();
            if (changed >= 0) {
                program.out().line(changed == 1 ? "1 row changed." : changed + " rows changed.");
            }
        }
    }

    private String sql() {
        if ((statement == null) == (file == null)) {
            throw new WrongUsage("Give the statement, or a file with it by -f");
        }
        if (file == null) {
            return String.valueOf(statement);
        }
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
