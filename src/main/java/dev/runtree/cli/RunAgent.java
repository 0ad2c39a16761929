package dev.runtree.cli;

import dev.runtree.agent.AgentFile;
import dev.runtree.agent.AgentOs;
import dev.runtree.agent.RunOutput;
import dev.runtree.agent.RunRequest;
import dev.runtree.model.Run;
import dev.runtree.model.RunStatus;
import dev.runtree.model.Trace;
import dev.runtree.store.Database;
import dev.runtree.store.RunQueries;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletionException;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(name = "run", description = "Run an agent that a YAML file describes, and record the run.")
final class RunAgent implements Callable<Integer> {
    private final Program program;

    @Mixin
    private CommonOptions common = new CommonOptions();

    @Parameters(paramLabel = "AGENT.yaml", description = "the file that describes the agent")
    private Path file = Path.of("");

    @Option(names = "-m", required = true, paramLabel = "TEXT", description = "what to ask the agent")
    private String message = "";

    @Option(names = "--user", paramLabel = "U", description = "for whom (default: as the file says)")
    private @Nullable String user;

    @Option(names = "--session", paramLabel = "S", description = "in which conversation (default: as the file says)")
    private @Nullable String session;

    @Option(
            names = "--model",
            paramLabel = "PROVIDER:NAME",
            description = "a model in place of the file's: openai, anthropic, ollama or scripted, and its name")
    private @Nullable String model;

    @Option(names = "--json", description = "print the run as one JSON object")
    private boolean json;

    RunAgent(Program program) {
        this.program = program;
    }

    @Override
    public Integer call() {
        AgentFile agentFile = AgentFile.read(file, model);
        RunRequest request = agentFile.request(message);
        request = user == null ? request : request.user(user);
        request = session == null ? request : request.session(session);
        try (var databases = common.openAll(program);
                var _ = common.copying(databases.traces(), program)) {
            var database = databases.traces();
            RunOutput output;
            AnswerPrinter printer = new AnswerPrinter(program);
            try (AgentOs os = AgentOs.builder()
                    .files(agentFile)
                    .takesUp(false)
                    .db(databases.primary())
                    .traceDb(database)
                    .copies(false)
                    .tracing(true)
                    .prices(program.prices())
                    .build()) {
                output = json
                        ? os.run(agentFile.component(), request)
                        : os.run(agentFile.component(), request, printer::tell);
            }
            if (!json) {
                printer.end(output);
            }
            finished(output, database);
            if (output.status() == RunStatus.PAUSED && !json) {
                new GoOn(program, common, databases.primary(), false).waits(output.runId());
            }
            return 0;
        }
    }

    private void finished(RunOutput output, Database database) {
        stored(output);
        if (json) {
            Run run = new RunQueries(database)
                    .run(output.id())
                    .fetch()
                    .map(Trace::run)
                    .orElseThrow(() -> new Failure("The run " + output.runId() + " is gone from the database."));
            var line = new Json(program.out());
            RunJson.write(line, run, output.input(), output.content());
            line.endLine();
        }
        if (output.failed()) {
            throw new Failure("The run failed: " + output.error() + ". See: runtree show " + output.runId());
        }
        program.terminal().progress("runtree show " + output.runId());
    }

    private static void stored(RunOutput output) {
        try {
            output.stored().join();
        } catch (CompletionException e) {
            Throwable cause = e.getCause() == null ? e : e.getCause();
            throw new Failure("The agent answered, but the run could not be stored: " + Told.line(cause), cause);
        }
    }
}
