package dev.runtree.cli;

import dev.runtree.cli.Table.Cell;
import dev.runtree.cli.Table.Column;
import dev.runtree.model.Figures;
import dev.runtree.model.Run;
import dev.runtree.replay.many.AnswerChange;
import dev.runtree.replay.many.Attempt;
import dev.runtree.replay.many.AttemptResult;
import dev.runtree.replay.many.AttemptResult.Made;
import dev.runtree.replay.many.AttemptResult.NotMade;
import java.math.BigDecimal;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

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
                .text("model", model(attempt, result))
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
        results.stream()
                .map(result -> model(result.attempt(), result))
                .distinct()
                .forEach(model -> out.line(sum(
                        model,
                        results.stream()
                                .filter(result ->
                                        model(result.attempt(), result).equals(model))
                                .toList())));
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
            case Made now -> {
                var run = now.replay();
                yield List.of(
                        new Cell(id(original)),
                        new Cell(model(attempt, result)),
                        new Cell(answer(now.answer())),
                        new Cell(now.sameCalls() ? "same" : "other"),
                        new Cell(change(Figures.count(original.spanCount()), Figures.count(run.spanCount()))),
                        new Cell(change(
                                Figures.tokens(original.tree().total()),
                                Figures.tokens(run.tree().total()))),
                        new Cell(change(Figures.costOf(original.tree()), Figures.costOf(run.tree()))),
                        new Cell(change(
                                Figures.duration(original.durationNanos()), Figures.duration(run.durationNanos()))),
                        new Cell(change(Figures.count(original.errorCount()), Figures.count(run.errorCount()))),
                        new Cell(id(run)),
                        new Cell(Objects.requireNonNullElse(now.problem(), "")));
            }
            case NotMade none -> {
                var empty = new Cell("");
                yield List.of(
                        new Cell(id(original)),
                        new Cell(model(attempt, result)),
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

    private static String change(String before, String now) {
        return before.equals(now) ? now : before + " → " + now;
    }

    /** How another answer is told in a word or two. */
    static String answer(AnswerChange answer) {
        return switch (answer.kind()) {
            case SAME -> "same";
            case ALIKE -> "same but for its form";
            case FIELDS -> "other " + String.join(", ", answer.fields());
            case OTHER -> "other";
            case NONE -> "none";
        };
    }

    /** As much of its id as names it. */
    static String id(Run run) {
        return run.runId().length() > ID_LENGTH ? run.runId().substring(0, ID_LENGTH) : run.runId();
    }

    private static String model(Attempt attempt, AttemptResult result) {
        var named = attempt.model();
        var used = result.run().map(Run::model).orElse(attempt.original().model());
        return named != null ? named : used == null ? "as recorded" : used;
    }

    private static String sum(String model, List<AttemptResult> results) {
        var made = results.stream()
                .filter(Made.class::isInstance)
                .map(Made.class::cast)
                .toList();
        var same = made.stream()
                .filter(one -> one.answer().kind() == AnswerChange.Kind.SAME
                        || one.answer().kind() == AnswerChange.Kind.ALIKE)
                .count();
        var calls = made.stream().filter(Made::sameCalls).count();
        var cost = made.stream().map(Made::cost).reduce(BigDecimal.ZERO, BigDecimal::add);
        return model + ": " + Figures.count(same) + " of " + Figures.counted(results.size(), "answer")
                + " the same, calls of tools the same in " + Figures.count(calls)
                + median(made)
                + (cost.signum() == 0 ? "" : ", " + Figures.cost(cost) + " in all");
    }

    private static String median(List<Made> made) {
        var took = made.stream()
                .map(one -> one.replay().durationNanos())
                .filter(Objects::nonNull)
                .sorted()
                .collect(Collectors.toList());
        @Nullable Long middle = took.isEmpty() ? null : took.get(took.size() / 2);
        return middle == null ? "" : ", median " + Figures.duration(middle);
    }
}
