package dev.runtree.agent;

import dev.runtree.agent.tool.Tool;
import dev.runtree.settings.DatabaseTarget;
import dev.runtree.settings.RuntreeHome;
import dev.runtree.store.Database;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Objects;
import java.util.concurrent.CountDownLatch;

/**
 * A process of its own with the agent of a file, for tests that kill it: {@code ask} has it asked and says {@code paused} and
 * the run's id, {@code stay} goes on with what has been decided. It never ends by itself.
 */
public final class DeskProcess {
    private DeskProcess() {}

    /** What the agent can do: it notes each booking in the file that the property names. */
    public static final class Bookings {
        @Tool("Books a trip")
        public String book(String to) throws IOException, InterruptedException {
            var file = Path.of(Objects.requireNonNull(System.getProperty("desk.bookings")));
            Files.writeString(file, to + "\n", StandardOpenOption.CREATE, StandardOpenOption.APPEND);
            if (Boolean.getBoolean("desk.hangs")) {
                new CountDownLatch(1).await();
            }
            return "booked " + to;
        }
    }

    public static void main(String[] arguments) throws Exception {
        var target = new DatabaseTarget.Server(arguments[1], arguments[2], System.getenv("DESK_PASSWORD"));
        var file = AgentFile.read(Path.of(arguments[4]), null);
        try (var database = Database.open(target, new RuntreeHome(Path.of(arguments[3])));
                var os = AgentOs.builder().files(file).db(database).build()) {
            if (arguments[0].equals("ask")) {
                var output = os.run(file.component(), file.request("book it"));
                System.out.println(output.status().word() + " " + output.runId());
                System.out.flush();
            }
            new CountDownLatch(1).await();
        }
    }
}
