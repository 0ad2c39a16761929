package dev.runtree.cli;

import dev.runtree.model.Run;
import dev.runtree.query.RunFilter;
import dev.runtree.store.Database;
import dev.runtree.store.RunQueries;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "ls",
        description = "List runs, newest first.",
        footer = {
            "",
            "A filter is key:value terms and words, such as",
            "  runtree ls status:error since:2h",
            "  runtree ls user:ann -agent:support refund",
        })
final class Ls implements Runnable {
    private static final int DEFAULT_LIMIT = 50;

    private final Program program;

    @Mixin
    private CommonOptions common = new CommonOptions();

    @Parameters(paramLabel = "FILTER", arity = "0..*", description = "which runs (default: all)")
    private String[] words = {};

    @Option(names = "--limit", paramLabel = "N", description = "how many runs at most (default: ${DEFAULT-VALUE})")
    private int limit = DEFAULT_LIMIT;

    @Option(names = "--json", description = "print JSON Lines, one run each")
    private boolean json;

    Ls(Program program) {
        this.program = program;
    }

    @Override
    public void run() {
        if (limit < 1) {
            throw new WrongUsage("--limit must be 1 or more, and is " + limit);
        }
        RunFilter filter = FilterWords.parse(words);
        try (Database database = common.openTraces(program)) {
            // One more than asked for tells whether there are more.
            List<Run> runs =
                    new RunQueries(database).runs(filter, null, limit + 1).fetch();
            List<Run> page = runs.subList(0, Math.min(limit, runs.size()));
            if (json) {
                var lines = new Json(program.out());
                page.forEach(run -> {
                    RunJson.write(lines, run);
                    lines.endLine();
                });
            } else {
                new RunTable(program.terminal(), page).print(runs.size() > limit, !filter.equals(RunFilter.ALL));
            }
        }
    }
}
