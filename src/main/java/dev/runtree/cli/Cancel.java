package dev.runtree.cli;

import dev.runtree.model.Figures;
import dev.runtree.store.ApprovalQueue;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

@Command(name = "cancel", description = "Give up a run that waits: all that it waits for is cancelled, and it ends.")
final class Cancel implements Runnable {
    private final Program program;

    @Mixin
    private CommonOptions common = new CommonOptions();

    @Mixin
    private Decider decider = new Decider();

    @Parameters(paramLabel = "APPROVAL", description = "one that the run waits for: its id, or the beginning of it")
    private String id = "";

    Cancel(Program program) {
        this.program = program;
    }

    @Override
    public void run() {
        try (var database = Approvals.open(common, program)) {
            var queue = new ApprovalQueue(database);
            var asked = new NamedApproval(queue).find(id);
            var run = asked.topRunId();
            var cancelled = run == null ? 0 : queue.cancel(run, decider.name(), decider.reason());
            if (run == null || cancelled == 0) {
                throw new Failure("The run of " + asked.id() + " waits for nothing: nothing was cancelled.");
            }
            program.out().line("Cancelled: " + Figures.counted(cancelled, "approval") + " of the run " + run);
            program.out().flush();
            new GoOn(program, common, database, false).end(run);
        }
    }
}
