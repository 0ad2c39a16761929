package dev.runtree.cli;

import dev.runtree.store.Database;
import dev.runtree.store.DatabaseStatus;
import dev.runtree.store.EmbeddedPostgres;
import dev.runtree.store.StoreException;
import dev.runtree.store.spool.SpoolStatus;
import java.nio.file.Path;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The database itself. Without a further word it tells its status. */
@Command(name = "db", description = "Look after the database.")
final class Db implements Runnable {
    private final Program program;

    @Mixin
    private CommonOptions common = new CommonOptions();

    @Option(names = "--json", description = "print the status as one JSON object")
    private boolean json;

    Db(Program program) {
        this.program = program;
    }

    @Override
    public void run() {
        status(common, json);
    }

    @Command(
            name = "status",
            description =
                    "Say which database it is, what it holds, what fills its disk, and what retention removes next.")
    void status(
            @Mixin CommonOptions options,
            @Option(names = "--json", description = "print one JSON object") boolean asJson) {
        try (Database database = Database.openAsIs(options.traces(program.home()), program.home())) {
            var told = new StatusText(DatabaseStatus.of(database));
            if (asJson) {
                told.print(new Json(program.out()));
            } else {
                told.print(program.out());
                if (database.isEmbedded()) {
                    tellOlder();
                }
            }
        } catch (StoreException e) {
            if (!asJson) {
                // What was received meanwhile is safe, which is what one wants to know now.
                new SpoolText(SpoolStatus.of(program.home())).print(program.out());
            }
            throw e;
        }
    }

    private void tellOlder() {
        for (Path folder : EmbeddedPostgres.leftBehind(program.home())) {
            program.out().line("Copied from: " + folder + ", which nothing needs any more");
        }
    }

    @Command(name = "migrate", description = "Bring the schema up to date. Every other command does it too.")
    void migrate(@Mixin CommonOptions options) {
        try (Database database = Database.open(options.traces(program.home()), program.home())) {
            program.out().line("The schema is up to date: " + database.describe());
        }
        if (options.hasTraceDb(program.home())) {
            try (Database primary = options.openPrimary(program)) {
                program.out().line("The primary schema is up to date: " + primary.describe());
            }
        }
    }

    @Command(name = "stop", description = "Stop the embedded server. The next command starts it again.")
    void stop(
            @Mixin CommonOptions options,
            @Option(names = "--force", description = "even if other processes use it") boolean force) {
        boolean stopped = EmbeddedPostgres.stop(program.home(), force);
        program.out().line(stopped ? "The embedded database is stopped." : "The embedded database was not running.");
    }
}
