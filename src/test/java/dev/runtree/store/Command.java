package dev.runtree.store;

import dev.runtree.settings.DatabaseTarget;
import dev.runtree.settings.RuntreeHome;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** A process of its own that opens the embedded database, asks, and closes it, as each command does. */
final class Command {
    private Command() {}

    /** A process that copies sessions until its input ends. */
    static Process copy(RuntreeHome home, DatabaseTarget.Server traces, DatabaseTarget.Server primary)
            throws IOException {
        return start(
                home,
                "copy",
                traces.url(),
                primary.url(),
                String.valueOf(traces.user()),
                String.valueOf(traces.password()));
    }

    private static void copy(RuntreeHome home, String[] arguments) throws IOException {
        var traces = new DatabaseTarget.Server(arguments[2], arguments[4], arguments[5]);
        var primary = new DatabaseTarget.Server(arguments[3], arguments[4], arguments[5]);
        try (var database = Database.open(traces, home);
                var copier = new RunCopier(database, primary, home)) {
            System.out.println(copier.finish(Duration.ofMinutes(1)));
            System.in.readAllBytes();
        }
    }

    /** A process that is present at the server of a major version, as an older Runtree is, until its input ends. */
    static Process present(RuntreeHome home, String major) throws IOException {
        var process = start(home, "present", major);
        process.inputReader().readLine();
        return process;
    }

    /** The home; with a second argument it stays, after saying {@code ready}, until its input ends. */
    public static void main(String[] arguments) throws SQLException, IOException {
        var home = new RuntreeHome(Path.of(arguments[0]));
        if (arguments.length == 6) {
            copy(home, arguments);
            return;
        }
        if (arguments.length == 3) {
            var presence = Presence.enter(new ClusterFiles(home, arguments[2]).present());
            System.out.println("ready");
            System.in.readAllBytes();
            presence.leave();
            return;
        }
        try (var database = Database.open(new DatabaseTarget.Embedded(), home);
                var connection = database.dataSource().getConnection();
                var statement = connection.createStatement();
                var rows = statement.executeQuery("SELECT 'answered'")) {
            rows.next();
            System.out.println(rows.getString(1));
            if (arguments.length > 1) {
                System.out.println("ready");
                System.in.readAllBytes();
            }
        }
    }

    static Process start(RuntreeHome home, String... more) throws IOException {
        var command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-Xmx128m",
                "-XX:+UseSerialGC",
                "-Druntree.postgres.binaries=" + System.getProperty("runtree.postgres.binaries"),
                "-cp",
                System.getProperty("java.class.path"),
                Command.class.getName(),
                home.root().toString()));
        command.addAll(List.of(more));
        return new ProcessBuilder(command).redirectErrorStream(true).start();
    }
}
