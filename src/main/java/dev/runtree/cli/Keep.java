package dev.runtree.cli;

import dev.runtree.model.Figures;
import dev.runtree.store.Database;
import dev.runtree.store.RunQueries;
import dev.runtree.store.Stars;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(name = "keep", description = "Keep runs, whatever retention says: the steps of their traces stay.")
final class Keep implements Runnable {
    private final Program program;

    @Mixin
    private CommonOptions common = new CommonOptions();

    @Parameters(paramLabel = "RUN", arity = "1..*", description = "runs by their ids or the beginnings of them")
    private List<String> runs = List.of();

    @Option(names = "--not", description = "leave them to retention again")
    private boolean not;

    Keep(Program program) {
        this.program = program;
    }

    @Override
    public void run() {
        try (Database database = common.openTraces(program)) {
            var ids = NamedRun.ids(new NamedRun(new RunQueries(database)), runs);
            var stars = new Stars(database);
            var changed = not ? stars.leave(ids) : stars.keep(ids);
            program.out()
                    .line((not ? "Left to retention: " : "Kept: ")
                            + Figures.counted(ids.size(), "run")
                            + (changed == ids.size() ? "" : ", " + (ids.size() - changed) + " of them already"));
        }
    }
}
