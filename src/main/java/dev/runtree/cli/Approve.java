package dev.runtree.cli;

import dev.runtree.store.ApprovalQueue;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "approve",
        description = {
            "Approve a tool call, as the model wrote it or with other arguments, and let its run go on.",
            "What was asked, what was approved, by whom and when is kept in the audit for good."
        })
final class Approve implements Runnable {
    private final Program program;

    @Mixin
    private CommonOptions common = new CommonOptions();

    @Mixin
    private Decider decider = new Decider();

    @Parameters(paramLabel = "APPROVAL", description = "its id, or the beginning of it")
    private String id = "";

    @Option(
            names = "--set",
            paramLabel = "ARG=JSON",
            description = "one argument in place of the model's; what is no JSON is a text. May be given several times")
    private Map<String, String> set = new LinkedHashMap<>();

    @Option(names = "--arguments", paramLabel = "JSON", description = "all arguments in place of the model's")
    private @Nullable String arguments;

    @Option(names = "--later", description = "decide only: leave it to others to go on with the run")
    private boolean later;

    @Option(names = "--json", description = "print the approval as one JSON object")
    private boolean json;

    Approve(Program program) {
        this.program = program;
    }

    @Override
    public void run() {
        if (arguments != null && !set.isEmpty()) {
            throw new WrongUsage("--arguments are all of them: leave --set out");
        }
        try (var database = Approvals.open(common, program)) {
            var queue = new ApprovalQueue(database);
            var asked = new NamedApproval(queue).find(id);
            var edited = EditedArguments.of(asked, set, arguments);
            var decided = Decide.done(queue.approve(asked.id(), decider.name(), edited, decider.reason()), asked);
            Reject.print(program, json, decided, queue, new GoOn(program, common, database, json), later);
        }
    }
}
