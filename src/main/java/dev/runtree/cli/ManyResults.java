package dev.runtree.cli;

import dev.runtree.cli.Table.Cell;
import dev.runtree.cli.Table.Column;
import dev.runtree.model.Figures;
import dev.runtree.model.Run;
import dev.runtree.replay.many.AttemptResult;
import dev.runtree.replay.many.AttemptResult.Made;
import dev.runtree.replay.many.AttemptResult.NotMade;
import dev.runtree.replay.many.ModelSum;
import java.util.List;
import java.util.Objects;

/** Prints what came of many replays: a JSON object each as they come, or a table when all are made. */
final class ManyResults {
    private static final List<Column> COLUMNS = List.of(
            new Column("RUN", false, 20),
            new Column("MODEL", false, 28),
            new Column("ANSWER", false, 24),
            new Column("CALLS", false, 9),
            new Column("STEPS", true, 12),
            new Column("TOKENS", true, 16),
            new Column("COST", true, 20),
            new Column("DURATION", true, 20),
            new Column("ERRORS", true, 9),
            new Column("REPLAY", false, 20),
            new Column("", false, Integer.MAX_VALUE));
    private static final int ID_LENGTH = 8;

    private final Program program;
    private final boolean json;
    private final int all;
    private int made;

    ManyResults(Program program, boolean json, int all) {
        this.program = program;
        this.json = json;
        this.all = all;
    }

    /** One of them is there. */
    void tell(AttemptResult result) {
        made++;
        if (json) {
            write(result);
            program.out().flush();
        } else {
            program.terminal().progress(made + " of " + all + " replays");
        }
    }

    private void write(AttemptResult result) {
        var attempt = result.attempt();
        var line = new Json(program.out());
        line.startObject()
                .text("run_id", attempt.original().runId())
                .text("model", result.model())
                .number("time", (long) attempt.time())
                .text("problem", result.problem());
        if (result instanceof Made now) {
            line.text("answer", now.answer().kind().word())
                    .texts("answer_fields", now.answer().fields())
                    .text("calls", now.sameCalls() ? "same" : "other")
                    .key("replay");
            RunJson.write(line, now.replay());
        }
        line.endObject().endLine();
    }

    /** All of them as a table, and what each model came to; nothing where they were written as JSON. */
    void summary(List<AttemptResult> results) {
        if (json) {
            return;
        }
        var table = new Table(program.terminal(), COLUMNS);
        results.forEach(result -> table.row(row(result)));
        table.print();
        var out = program.out();
        out.line("");
        ModelSum.of(results).forEach(sum -> out.line(sum.line()));
        results.stream()
                .flatMap(result -> result.run().stream().map(run -> result))
                .findFirst()
                .ifPresent(first -> program.terminal()
                        .progress("runtree diff " + first.attempt().original().runId() + " "
                                + first.run().orElseThrow().runId()));
        out.flush();
    }

    private static List<Cell> row(AttemptResult result) {
        var attempt = result.attempt();
        var original = attempt.original();
        return switch (result) {
            case Made now ->
                List.of(
                        new Cell(id(original)),
                        new Cell(result.model()),
                        new Cell(now.answer().told()),
                        new Cell(now.sameCalls() ? "same" : "other"),
                        new Cell(now.change(run -> Figures.count(run.spanCount()))),
                        new Cell(now.change(run -> Figures.tokens(run.tree().total()))),
                        new Cell(now.change(run -> Figures.costOf(run.tree()))),
                        new Cell(now.change(run -> Figures.duration(run.durationNanos()))),
                        new Cell(now.change(run -> Figures.count(run.errorCount()))),
                        new Cell(id(now.replay())),
                        new Cell(Objects.requireNonNullElse(now.problem(), "")));
            case NotMade none -> {
                var empty = new Cell("");
                yield List.of(
                        new Cell(id(original)),
                        new Cell(result.model()),
                        empty,
                        empty,
                        empty,
                        empty,
                        empty,
                        empty,
                        empty,
                        empty,
                        new Cell(none.problem()));
            }
        };
    }

    /** As much of its id as names it. */
    static String id(Run run) {
        return run.runId().length() > ID_LENGTH ? run.runId().substring(0, ID_LENGTH) : run.runId();
    }
}
