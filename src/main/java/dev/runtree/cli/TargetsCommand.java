package dev.runtree.cli;

import dev.runtree.export.send.Answer;
import dev.runtree.export.send.TargetId;
import dev.runtree.export.send.Trial;
import dev.runtree.export.target.BadTarget;
import dev.runtree.export.target.Target;
import dev.runtree.export.target.Targets;
import dev.runtree.model.Figures;
import dev.runtree.store.Refusal;
import dev.runtree.store.SendQueue;
import dev.runtree.store.SendState;
import dev.runtree.store.SendStates;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** The back ends that get copies. Without a further word it lists them. */
@Command(
        name = "targets",
        description = {
            "Other back ends that get copies of what is traced: list them and how it goes, add, change, try, pause,"
                    + " remove.",
            "Without a further word it lists them."
        })
final class TargetsCommand implements Runnable {
    private static final int MOST_REFUSALS = 1_000;

    private final Program program;

    @Mixin
    private CommonOptions common = new CommonOptions();

    @Mixin
    private Listing listing = new Listing();

    TargetsCommand(Program program) {
        this.program = program;
    }

    @Override
    public void run() {
        ls(common, listing);
    }

    @Command(name = "ls", description = "List the targets of this home, with what was sent to each from this database.")
    void ls(@Mixin CommonOptions options, @Mixin Listing wanted) {
        var targets = new Targets(program.home());
        var all = targets.list();
        if (all.isEmpty()) {
            if (!wanted.asJson()) {
                program.out().line("No target gets copies. Add one: runtree targets add NAME PRESET");
            }
            return;
        }
        var text = new TargetsText(program);
        try (var database = options.openTraces(program)) {
            Map<String, SendState> states = new SendStates(database)
                    .all().fetch().stream().collect(Collectors.toMap(SendState::target, Function.identity()));
            for (var target : all) {
                text.add(target, place(targets, target), states.get(TargetId.of(target)));
            }
        }
        text.print(wanted.asJson());
    }

    private static String place(Targets targets, Target target) {
        try {
            return targets.endpoint(target).uri().toString();
        } catch (BadTarget e) {
            return Width.oneLine(String.valueOf(e.getMessage()));
        }
    }

    @Command(
            name = "test",
            description = {
                "Send one small span and show what comes back, to the letter.",
                "Ends with 1 when the target does not take it."
            })
    void test(@Mixin CommonOptions options, @Parameters(paramLabel = "NAME", description = "the target") String name) {
        var targets = new Targets(program.home());
        var target = targets.named(name);
        program.terminal()
                .progress("Sending a span to " + targets.endpoint(target).uri() + " ...");
        try {
            var reply = Trial.of(target, targets, program.home());
            if (reply.status() != null) {
                program.out().line("Answer: " + reply.status());
                if (!reply.body().isBlank()) {
                    program.out().line(reply.body().strip());
                }
            }
            if (!(reply.answer() instanceof Answer.Taken taken)) {
                throw new Failure("The target " + name + " did not take the span: "
                        + reply.answer().said());
            }
            if (taken.rejected() > 0) {
                throw new Failure("The target " + name + " left the span out: " + taken.said());
            }
            program.out()
                    .line("The target " + name + " took a span \"runtree.test\" at "
                            + targets.endpoint(target).uri()
                            + ". See that it is shown there: some back ends say so and drop it.");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new Failure("Ended before the target answered.", e);
        }
    }

    @Command(name = "refused", description = "List spans that a target did not take, and why, the last ones first.")
    void refused(
            @Mixin CommonOptions options,
            @Mixin Listing wanted,
            @Parameters(paramLabel = "NAME", description = "the target") String name) {
        var target = new Targets(program.home()).named(name);
        List<Refusal> refusals;
        try (var database = options.openTraces(program)) {
            refusals = new SendStates(database)
                    .refusals(TargetId.of(target), MOST_REFUSALS)
                    .fetch();
        }
        for (var refusal : refusals) {
            if (wanted.asJson()) {
                new Json(program.out())
                        .startObject()
                        .text("trace_id", refusal.span().traceId())
                        .text("span_id", refusal.span().spanId())
                        .text("reason", refusal.reason())
                        .text("at", refusal.at().toString())
                        .endObject()
                        .endLine();
            } else {
                program.out()
                        .line(Figures.time(refusal.at(), Instant.now(), ZoneId.systemDefault()) + "  "
                                + refusal.span().traceId() + "-"
                                + refusal.span().spanId() + "  "
                                + Width.oneLine(refusal.reason()));
            }
        }
        if (refusals.isEmpty() && !wanted.asJson()) {
            program.out().line("The target " + name + " has refused nothing that is kept.");
        }
    }

    @Command(name = "pause", description = "Send nothing for now; what is traced meanwhile waits.")
    void pause(@Mixin CommonOptions options, @Parameters(paramLabel = "NAME", description = "the target") String name) {
        new Targets(program.home()).pause(name);
        program.out().line("Paused " + name + ": what is traced waits until \"runtree targets resume " + name + "\".");
    }

    @Command(name = "resume", description = "Send again, what waited first.")
    void resume(
            @Mixin CommonOptions options, @Parameters(paramLabel = "NAME", description = "the target") String name) {
        new Targets(program.home()).resume(name);
        program.out().line("Resumed " + name + ".");
    }

    @Command(
            name = "remove",
            description = {
                "Send nothing more, and forget the target and its keys.",
                "What it got stays there. What waited is not sent."
            })
    void remove(
            @Mixin CommonOptions options, @Parameters(paramLabel = "NAME", description = "the target") String name) {
        var targets = new Targets(program.home());
        var target = targets.named(name);
        targets.remove(name);
        try (var database = options.openTraces(program)) {
            new SendQueue(database, TargetId.of(target)).forget();
        }
        program.out().line("Removed " + name + ", with its keys. What it got stays there.");
    }
}
