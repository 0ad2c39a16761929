package dev.runtree.cli;

import dev.runtree.export.send.Sending;
import dev.runtree.settings.DatabaseTarget;
import dev.runtree.settings.Passwords;
import dev.runtree.settings.RuntreeHome;
import dev.runtree.settings.Settings;
import dev.runtree.settings.Targets;
import dev.runtree.store.Database;
import dev.runtree.store.Databases;
import dev.runtree.store.RunCopier;
import java.nio.file.Files;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The options of every command. */
final class CommonOptions {

    @Option(
            names = "--db",
            paramLabel = "URL|PROFILE",
            description = "the database, a JDBC URL or a connection profile (default: the embedded one)")
    private @Nullable String db;

    @Option(
            names = "--trace-db",
            paramLabel = "URL|PROFILE",
            description = "the database of the traces, where it is another one")
    private @Nullable String traceDb;

    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            description = "show this help")
    @SuppressWarnings("UnusedVariable") // picocli itself acts on it
    private boolean help;

    /** The database of approvals, audit and sessions. */
    DatabaseTarget primary(RuntreeHome home) {
        return target(db, home);
    }

    /** The database that the window opens: the one that is named, else the one it had open last. */
    DatabaseTarget window(RuntreeHome home, Settings settings) {
        return db == null && traceDb == null ? new Targets(settings, new Passwords(home)).last() : traces(home);
    }

    /** The database of traces, spans and runs. */
    DatabaseTarget traces(RuntreeHome home) {
        return target(traceDb == null ? db : traceDb, home);
    }

    /** Whether traces are kept apart from all else. */
    boolean hasTraceDb(RuntreeHome home) {
        return traceDb != null && !primary(home).equals(traces(home));
    }

    /** The primary database; {@code null} where traces are kept in it as well. */
    @Nullable DatabaseTarget separatePrimary(RuntreeHome home) {
        return hasTraceDb(home) ? primary(home) : null;
    }

    Database openPrimary(Program program) {
        var home = program.home();
        return hasTraceDb(home) ? Database.openPrimary(primary(home), home) : Database.open(primary(home), home);
    }

    /** Both databases, or the one that is both. */
    Databases openAll(Program program) {
        var traces = openTraces(program);
        try {
            return hasTraceDb(program.home()) ? new Databases(traces, openPrimary(program)) : Databases.of(traces);
        } catch (RuntimeException e) {
            traces.close();
            throw e;
        }
    }

    /**
     * Copies runs to the primary database, and traces to targets, while it is open; {@code null} where there is only one
     * database and no target.
     */
    @Nullable Copying copying(Database traces, Program program) {
        var home = program.home();
        var sending = Files.exists(home.targetsFile()) ? Sending.start(traces, home) : null;
        return hasTraceDb(home) || sending != null
                ? new Copying(copier(traces, program), sending, program.terminal())
                : null;
    }

    /** As {@link #copying}, to the primary database alone. */
    @Nullable Copying copyingSessions(Database traces, Program program) {
        return hasTraceDb(program.home()) ? new Copying(copier(traces, program), null, program.terminal()) : null;
    }

    private @Nullable RunCopier copier(Database traces, Program program) {
        var home = program.home();
        return hasTraceDb(home) ? new RunCopier(traces, primary(home), home) : null;
    }

    Database openTraces(Program program) {
        return Database.open(traces(program.home()), program.home());
    }

    /** Settings and key stores are only looked into when a word was given: most commands have none, and start faster. */
    private static DatabaseTarget target(@Nullable String word, RuntreeHome home) {
        if (word != null && word.isBlank()) {
            throw new WrongUsage("--db and --trace-db need a JDBC URL or the name of a connection profile");
        }
        return word == null ? new DatabaseTarget.Embedded() : Targets.of(home).named(word);
    }
}
