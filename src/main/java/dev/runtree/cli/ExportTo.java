package dev.runtree.cli;

import dev.runtree.export.MatchingTraces;
import dev.runtree.export.send.Backfill;
import dev.runtree.export.send.Backfill.Sent;
import dev.runtree.export.target.Target;
import dev.runtree.export.target.Targets;
import dev.runtree.model.Figures;
import dev.runtree.query.RunFilter;
import dev.runtree.store.RunQueries;
import java.io.IOException;

/** {@code export --to}: sends the traces of the runs that match to a target, now. */
final class ExportTo {
    private static final int SHOWN_REFUSALS = 20;

    private final Program program;
    private final CommonOptions common;
    private final SendOptions options;
    private final int limit;

    ExportTo(Program program, CommonOptions common, SendOptions options, int limit) {
        this.program = program;
        this.common = common;
        this.options = options;
        this.limit = limit;
    }

    /** @throws Failure when the target did not take all of it */
    void run(RunFilter filter, String name) {
        var target = new Targets(program.home()).named(name);
        try (var database = common.openTraces(program);
                var backfill = new Backfill(database, program.home(), target)) {
            var matching = new MatchingTraces(new RunQueries(database), filter, limit);
            if (options.isDryRun()) {
                show(backfill, matching);
            } else {
                send(backfill, matching, target);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new Failure("Ended while it was sent: what went stays there.", e);
        } catch (IOException e) {
            throw new Failure("A trace cannot be written: " + e.getMessage(), e);
        }
    }

    private void show(Backfill backfill, MatchingTraces matching) throws IOException {
        var shown = backfill.show(matching, request -> {
            program.out().line(request);
            return true;
        });
        if (shown == 0) {
            throw new Failure("No run matches: nothing would be sent.");
        }
    }

    private void send(Backfill backfill, MatchingTraces matching, Target target) throws InterruptedException {
        Sent sent;
        try (var line = new ProgressLine(program.terminal())) {
            sent = backfill.send(matching, done -> line.show("Sent " + Figures.counted(done.spans(), "span")));
        }
        if (sent.stop() != null) {
            throw new Failure("Not all was sent to " + target.name() + ": " + sent.stop() + ". Sent before that: "
                    + Figures.counted(sent.spans(), "span") + ".");
        }
        if (sent.traces() == 0) {
            throw new Failure("No run matches: nothing was sent.");
        }
        program.out()
                .line("Sent " + Figures.counted(sent.spans(), "span") + " of "
                        + Figures.counted(sent.traces(), "trace") + " to " + target.name() + "."
                        + (sent.passedOver() == 0
                                ? ""
                                : " Left out: " + Figures.counted(sent.passedOver(), "span") + " of replays."));
        tellRefused(sent);
    }

    private void tellRefused(Sent sent) {
        if (sent.refused() + sent.rejected() == 0) {
            return;
        }
        for (var refusal : sent.refusals().stream().limit(SHOWN_REFUSALS).toList()) {
            program.out()
                    .line("Refused: span " + refusal.span().spanId() + " of trace "
                            + refusal.span().traceId() + ": " + Width.oneLine(refusal.reason()));
        }
        if (sent.refused() > SHOWN_REFUSALS) {
            program.out()
                    .line("The first " + SHOWN_REFUSALS + " of " + Figures.count(sent.refused())
                            + " that were refused.");
        }
        if (sent.rejected() > 0) {
            program.out()
                    .line("The target says that it left out " + Figures.counted(sent.rejected(), "span")
                            + ", and not which.");
        }
        throw new Failure("The target did not take " + Figures.counted(sent.refused() + sent.rejected(), "span") + ".");
    }
}
