package dev.runtree.cli;

import dev.runtree.model.Figures;
import dev.runtree.store.ApprovalQueue;
import dev.runtree.store.Erasure;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "erase",
        description = {
            "Erase what approvals and the audit say of a person, for good. That it was there, and who erased it when,"
                    + " stays verifiable.",
            "Traces are deleted by \"runtree db delete --user U\"; backups still hold what was erased."
        })
final class Erase implements Runnable {
    private final Program program;

    @Mixin
    private CommonOptions common = new CommonOptions();

    @Mixin
    private Decider decider = new Decider();

    @Parameters(
            paramLabel = "APPROVAL",
            arity = "0..*",
            description = "approvals by their ids or the beginnings of them")
    private List<String> ids = List.of();

    @Option(names = "--user", paramLabel = "U", description = "what was asked for on behalf of this user")
    private @Nullable String user;

    @Option(names = "--decider", paramLabel = "NAME", description = "the name of one who decided")
    private @Nullable String actor;

    @Option(names = "--yes", description = "it is meant")
    private boolean yes;

    Erase(Program program) {
        this.program = program;
    }

    @Override
    public void run() {
        if ((ids.isEmpty() ? 0 : 1) + (user == null ? 0 : 1) + (actor == null ? 0 : 1) != 1) {
            throw new WrongUsage("Name what to erase: approvals, or a --user, or a --decider");
        }
        if ((user != null && user.isBlank()) || (actor != null && actor.isBlank())) {
            throw new WrongUsage("--user and --decider need a name: an empty one is nobody's");
        }
        if (!yes) {
            throw new WrongUsage("What is erased is gone for good. Say so with --yes");
        }
        try (var database = Approvals.open(common, program)) {
            var receipt = new Erasure(database)
                    .erase(subject(new NamedApproval(new ApprovalQueue(database))), decider.name(), decider.reason());
            if (receipt.seq() == 0) {
                throw new Failure("There is nothing of that to erase: nothing was changed.");
            }
            program.out()
                    .line("Erased values of " + Figures.counted(receipt.approvals(), "approval") + " and "
                            + Figures.counted(receipt.rows(), "row") + " of the audit, as its row " + receipt.seq()
                            + " tells");
        }
    }

    private Erasure.Subject subject(NamedApproval named) {
        if (user != null) {
            return new Erasure.Subject.User(user);
        }
        if (actor != null) {
            return new Erasure.Subject.Actor(actor);
        }
        return new Erasure.Subject.Approvals(
                ids.stream().map(id -> named.find(id).id()).distinct().toList());
    }
}
