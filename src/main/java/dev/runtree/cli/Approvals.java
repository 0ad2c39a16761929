package dev.runtree.cli;

import dev.runtree.store.ApprovalQueue;
import dev.runtree.store.Audit;
import dev.runtree.store.Database;
import dev.runtree.store.PausedRuns;
import dev.runtree.store.StoreException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Tool calls that wait for a decision. Without a further word it lists them. */
@Command(
        name = "approvals",
        description = {
            "Tool calls that wait for a decision: list them, approve, reject, and check the audit of who decided what.",
            "Without a further word it lists what waits, the oldest first."
        })
final class Approvals implements Runnable {
    private static final Logger LOG = LoggerFactory.getLogger(Approvals.class);

    private final Program program;

    @Mixin
    private CommonOptions common = new CommonOptions();

    @Mixin
    private ApprovalList list = new ApprovalList();

    Approvals(Program program) {
        this.program = program;
    }

    @Override
    public void run() {
        ls(common, list);
    }

    /** The primary database, in which what is over by itself has been ended. */
    static Database open(CommonOptions options, Program program) {
        var database = options.openPrimary(program);
        try {
            new PausedRuns(database).sweep();
        } catch (StoreException e) {
            // A replica, or a user who may only look: those who may write do it, and readers reckon deadlines by
            // themselves.
            LOG.debug("Approvals past their deadline are left to others", e);
        }
        return database;
    }

    @Command(name = "ls", description = "List approvals: what waits, the oldest first, or with an option any others.")
    void ls(@Mixin CommonOptions options, @Mixin ApprovalList wanted) {
        try (var database = open(options, program)) {
            wanted.print(program, database);
        }
    }

    @Command(name = "show", description = "Show one approval with all that is known of it.")
    void show(
            @Mixin CommonOptions options,
            @Parameters(paramLabel = "APPROVAL", description = "its id, or the beginning of it") String id,
            @Option(names = "--json", description = "print one JSON object") boolean json) {
        try (var database = open(options, program)) {
            var approval = new NamedApproval(new ApprovalQueue(database)).find(id);
            if (json) {
                ApprovalText.start(new Json(program.out()), approval)
                        .text("description", approval.description())
                        .jsonOrText("schema", approval.schema())
                        .endObject()
                        .endLine();
            } else {
                new ApprovalText(program.terminal()).whole(approval);
            }
        }
    }

    @Command(
            name = "verify",
            description = {
                "Check that no row of the audit was changed, taken out or put in, and that the approvals are as it says.",
                "Keep the hash that it prints somewhere else: with it, --head finds rows that were cut off at the end."
            })
    void verify(
            @Mixin CommonOptions options,
            @Option(names = "--head", paramLabel = "HASH", description = "a hash that was printed before") @Nullable String head,
            @Option(names = "--json", description = "print one JSON object") boolean json) {
        try (var database = options.openPrimary(program)) {
            var verdict = verdict(new Audit(database), head);
            if (json) {
                print(verdict, new Json(program.out()));
            }
            switch (verdict) {
                case Audit.Intact intact
                when !json ->
                    program.out()
                            .line("The audit is intact: " + dev.runtree.model.Figures.counted(intact.rows(), "row")
                                    + (intact.erased() == 0
                                            ? ""
                                            : ", values erased on the record in " + intact.erased())
                                    + "\nHead: " + intact.head());
                case Audit.Intact _ -> {}
                case Audit.Broken broken -> throw new Failure("The audit is broken: " + broken.what() + ".");
            }
        }
    }

    private static Audit.Verdict verdict(Audit audit, @Nullable String head) {
        try {
            return audit.verify(head).fetch();
        } catch (IllegalArgumentException e) {
            throw new WrongUsage("--head: " + e.getMessage());
        }
    }

    private static void print(Audit.Verdict verdict, Json json) {
        var intact = verdict instanceof Audit.Intact whole ? whole : null;
        var broken = verdict instanceof Audit.Broken one ? one : null;
        json.startObject()
                .write(out -> out.writeBooleanField("intact", intact != null))
                .number("rows", intact == null ? null : intact.rows())
                .text("head", intact == null ? null : intact.head())
                .number("erased", intact == null ? null : intact.erased())
                .number("broken_row", broken == null || broken.seq() == 0 ? null : broken.seq())
                .text("problem", broken == null ? null : broken.what())
                .endObject()
                .endLine();
    }
}
