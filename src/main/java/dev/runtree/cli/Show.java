package dev.runtree.cli;

import dev.runtree.model.RecordedSpan;
import dev.runtree.model.Trace;
import dev.runtree.store.Database;
import dev.runtree.store.RunQueries;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(name = "show", description = "Show a run, or a whole trace, as a tree.")
final class Show implements Runnable {
    private final Program program;

    @Mixin
    private CommonOptions common = new CommonOptions();

    @Parameters(paramLabel = "RUN|TRACE", description = "a run's id or the beginning of one, or a trace's id")
    private String word = "";

    @Option(names = "--payload", description = "with everything that went in and out")
    private boolean payload;

    @Option(names = "--json", description = "print one JSON object")
    private boolean json;

    Show(Program program) {
        this.program = program;
    }

    @Override
    public void run() {
        try (Database database = common.openTraces(program)) {
            var queries = new RunQueries(database);
            Trace trace = new NamedRun(queries).find(word);
            List<RecordedSpan> spans = payload ? queries.payloads(trace).fetch() : List.of();
            if (json) {
                new TraceJson(new Json(program.out()), trace, spans).write();
            } else {
                new TreeText(program.terminal(), trace, new Payloads(spans)).print();
            }
        }
    }
}
