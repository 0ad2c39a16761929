package dev.runtree.cli;

import dev.runtree.store.Database;
import dev.runtree.store.Distribution;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

@Command(
        name = "distribute",
        description = {
            "Spread the traces over the workers of a Citus cluster. Needs the coordinator's address and its extension.",
            "Again, it goes on where it was cut off, and else changes nothing."
        })
final class DbDistribute implements Runnable {
    private final Program program;

    @Mixin
    private CommonOptions common = new CommonOptions();

    DbDistribute(Program program) {
        this.program = program;
    }

    @Override
    public void run() {
        try (Database database = common.openTraces(program)) {
            var done = new Distribution(database).distribute();
            program.out()
                    .line(
                            done.tables() == 0
                                    ? "The tables are distributed already, over " + workers(done) + "."
                                    : "Distributed " + done.tables() + " tables over " + workers(done) + ".");
        }
    }

    private static String workers(Distribution.Done done) {
        return done.workers() == 1 ? "1 worker" : done.workers() + " workers";
    }
}
