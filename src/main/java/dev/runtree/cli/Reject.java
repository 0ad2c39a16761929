package dev.runtree.cli;

import dev.runtree.store.ApprovalQueue;
import dev.runtree.store.ApprovalQueue.Outcome;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "reject",
        description = {
            "Reject a tool call: it is not made, and the model is told the reason.",
            "The run goes on without it."
        })
final class Reject implements Runnable {
    private final Program program;

    @Mixin
    private CommonOptions common = new CommonOptions();

    @Mixin
    private Decider decider = new Decider();

    @Parameters(paramLabel = "APPROVAL", description = "its id, or the beginning of it")
    private String id = "";

    @Option(names = "--later", description = "decide only: leave it to others to go on with the run")
    private boolean later;

    @Option(names = "--json", description = "print the approval as one JSON object")
    private boolean json;

    Reject(Program program) {
        this.program = program;
    }

    @Override
    public void run() {
        try (var database = Approvals.open(common, program)) {
            var queue = new ApprovalQueue(database);
            var asked = new NamedApproval(queue).find(id);
            var decided = Decide.done(queue.reject(asked.id(), decider.name(), decider.reason()), asked);
            print(program, json, decided, queue, new GoOn(program, common, database, json), later);
        }
    }

    static void print(
            Program program, boolean json, Outcome.Decided decided, ApprovalQueue queue, GoOn goOn, boolean later) {
        if (!json) {
            program.out().line(Decide.text(decided));
            program.out().flush();
        }
        goOn.after(decided, later);
        if (json) {
            var now = queue.approval(decided.now().id()).fetch().orElse(decided.now());
            ApprovalText.start(new Json(program.out()), now).endObject().endLine();
        }
    }
}
