package dev.runtree.replay.live;

import dev.runtree.replay.AskedCall.Found.InStep;
import dev.runtree.replay.RecordedRun;
import dev.runtree.replay.RecordedStep;
import dev.runtree.replay.RecordedStep.ModelCall;
import dev.runtree.replay.RecordedStep.Other;
import dev.runtree.replay.RecordedStep.RunBegin;
import dev.runtree.replay.RecordedStep.ToolCall;
import dev.runtree.replay.edit.EditableStep;
import dev.runtree.replay.edit.EditableStep.Asking;
import dev.runtree.replay.edit.EditableStep.Calling;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Works out from a record where a fork goes on live, before anything is asked of anybody. */
public final class ForkPlan {
    private final RecordedRun record;

    public ForkPlan(RecordedRun record) {
        this.record = record;
    }

    /**
     * The step at which a fork that is asked for really leaves: of a run, its first model call.
     *
     * @param named {@code null} for the whole run
     * @throws CannotFork when nothing of it can be asked again
     */
    public RecordedStep leaving(@Nullable RecordedStep named) {
        return switch (named) {
            case ModelCall call -> call;
            case ToolCall call -> call;
            case RunBegin begin -> firstCall(begin);
            case Other other -> throw new CannotFork(neither(other));
            case null -> record.begin().map(this::firstCall).orElseGet(() -> firstOf(0));
        };
    }

    private ModelCall firstCall(RunBegin begin) {
        return firstOf(begin.number());
    }

    private ModelCall firstOf(int run) {
        var calls = record.modelCalls(run);
        if (!calls.isEmpty()) {
            return calls.getFirst();
        }
        var beneath = record.steps().stream()
                .filter(step -> step instanceof RunBegin && step.number() != run)
                .filter(step -> !record.modelCalls(step.number()).isEmpty())
                .findFirst();
        if (beneath.isEmpty()) {
            throw new CannotFork(
                    "The run itself asks no model, and no run beneath it does: there is nothing to ask again.");
        }
        var other = beneath.get().span();
        throw new CannotFork(
                "The run itself asks no model; a run beneath it does: runtree replay "
                        + other.id().runId() + ".",
                "The run itself asks no model; a run beneath it does: " + other.plainName() + ".",
                other.id());
    }

    private String neither(Other step) {
        var next = record.steps().stream()
                .filter(later -> later.number() > step.number())
                .filter(later -> later instanceof ModelCall || later instanceof ToolCall)
                .findFirst();
        return "A fork leaves at a model call or a tool call, and " + step.told() + " is neither"
                + next.map(later -> "; the next one is " + later.told()).orElse("") + ".";
    }

    /** What can be changed of a step, as it was recorded. */
    public EditableStep editable(RecordedStep leaving) {
        return switch (leaving) {
            case ModelCall call -> Askings.of(call.request());
            case ToolCall call -> calling(call);
            case RunBegin begin -> throw new IllegalArgumentException(begin.told());
            case Other other -> throw new IllegalArgumentException(other.told());
        };
    }

    private Calling calling(ToolCall call) {
        var asked = record.modelCalls(call.place().run()).stream()
                .flatMap(asker -> asker.calls().stream())
                .filter(one -> one.result() instanceof InStep in && in.step() == call.number())
                .findFirst();
        var result = asked.map(one -> AskedAt.result(record, one)).orElseGet(() -> AskedAt.result(call));
        var own = call.arguments() == null ? "" : call.arguments();
        return new Calling(
                call.name(),
                asked.map(one -> one.arguments()).orElse(own),
                result == null ? null : result.result(),
                call.span().failed());
    }

    /**
     * Plans a replay.
     *
     * @param leaving where it leaves the record
     * @param edited the step as it is to be; {@code null} for as it was recorded
     * @throws CannotFork when the record does not tell how the runs around it go on
     */
    public Fork fork(RecordedStep leaving, @Nullable EditableStep edited) {
        var recorded = editable(leaving);
        var step = edited == null ? recorded : edited;
        var levels = new ArrayList<Level>();
        levels.add(innermost(leaving, step));
        var top = record.begin().map(RecordedStep::number).orElse(0);
        var run = leaving.place().run();
        while (run != top) {
            var handover = handover(run, leaving);
            levels.addFirst(above(handover));
            run = handover.place().run();
        }
        return new Fork(record, levels, leaving, !step.equals(recorded), false);
    }

    /**
     * Plans to make a model call by itself: nothing is kept of what was before it, and its answer is the end.
     *
     * @param edited the call as it is to be; {@code null} for as it was recorded
     * @throws CannotFork when what the model was asked was not recorded
     */
    public Fork alone(ModelCall call, @Nullable EditableStep edited) {
        var recorded = editable(call);
        var asking = (Asking) (edited == null ? recorded : edited);
        checkAsked(call, asking);
        return new Fork(
                record,
                List.of(level(call.place().run(), List.of(), null, asking, null, false)),
                call,
                !asking.equals(recorded),
                true);
    }

    private Level innermost(RecordedStep leaving, EditableStep step) {
        return switch (leaving) {
            case ModelCall call -> asking(call, (Asking) step);
            case ToolCall call -> calling(call, (Calling) step);
            case RunBegin begin -> throw new IllegalArgumentException(begin.told());
            case Other other -> throw new IllegalArgumentException(other.told());
        };
    }

    private Level asking(ModelCall call, Asking asking) {
        checkAsked(call, asking);
        var kept = kept(call.place().run(), Set.of(call), call.span().startNanos());
        return level(call.place().run(), kept, null, asking, null, false);
    }

    private static void checkAsked(ModelCall call, Asking asking) {
        if (asking.messages().isEmpty()) {
            var why = "What the model was asked in " + call.told()
                    + " was not recorded, so that it cannot be asked again.";
            throw new CannotFork(why + " Give it messages with --edit.", why + " Give it messages.");
        }
    }

    private Level calling(ToolCall call, Calling calling) {
        var recorded = calling(call);
        var at = AskedAt.of(record, call);
        var isResultEdited =
                !java.util.Objects.equals(recorded.result(), calling.result()) || recorded.failed() != calling.failed();
        var redone = new Level.Redone(
                call,
                at.callId(),
                at.place(),
                calling.arguments(),
                isResultEdited && calling.result() != null
                        ? new Level.EditedResult(calling.result(), calling.failed())
                        : null);
        return level(call.place().run(), keptAround(call, at), null, at.asking(), redone, isAnswer(call, at));
    }

    private Level above(ToolCall handover) {
        var at = AskedAt.of(record, handover);
        var arguments = calling(handover).arguments();
        var redone = new Level.Redone(handover, at.callId(), at.place(), arguments, null);
        return level(
                handover.place().run(),
                keptAround(handover, at),
                handover,
                at.asking(),
                redone,
                isAnswer(handover, at));
    }

    private Level level(
            int run,
            List<RecordedStep> kept,
            @Nullable ToolCall handover,
            Asking next,
            Level.@Nullable Redone redone,
            boolean isLast) {
        return new Level(
                run > 0 && record.step(run) instanceof RunBegin begin ? begin : null,
                run,
                kept,
                handover,
                next,
                redone,
                results(run),
                record.modelCalls(run).size(),
                isLast);
    }

    /** Some tools, and the member that a team hands a question over to, answer in place of the model. */
    private boolean isAnswer(ToolCall call, AskedAt at) {
        var run = call.place().run();
        return at.next() == null
                && run > 0
                && record.step(run) instanceof RunBegin begin
                && begin.output() != null
                && begin.output().equals(calling(call).result());
    }

    /** The call that the run above it waited for. */
    private ToolCall handover(int run, RecordedStep leaving) {
        var begin = record.step(run);
        for (var at = begin.place().parent();
                at > 0;
                at = record.step(at).place().parent()) {
            switch (record.step(at)) {
                case ToolCall call -> {
                    return call;
                }
                case RunBegin above -> throw elsewhere(leaving, begin, above);
                case ModelCall call -> {}
                case Other other -> {}
            }
        }
        throw elsewhere(leaving, begin, null);
    }

    private static CannotFork elsewhere(RecordedStep leaving, RecordedStep run, @Nullable RunBegin above) {
        var what = above == null ? "the run above it" : above.span().plainName();
        var why = leaving.told() + " belongs to " + run.span().plainName() + ", and how " + what
                + " goes on with that one's answer is in its code, not in the record.";
        return new CannotFork(
                why + " Fork that run by itself: runtree replay "
                        + run.span().id().runId() + " --from "
                        + leaving.span().id().spanId(),
                why,
                run.span().id());
    }

    /** What had happened when the call was made, and what its siblings gave; the call itself is left out. */
    private List<RecordedStep> keptAround(ToolCall call, AskedAt at) {
        var without = new HashSet<RecordedStep>();
        without.add(call);
        if (at.next() != null) {
            without.add(at.next());
            return kept(call.place().run(), without, at.next().span().startNanos());
        }
        var until = at.asker() == null
                ? call.span().startNanos()
                : at.asker().calls().stream()
                        .filter(asked -> asked.result() instanceof InStep)
                        .mapToLong(asked -> record.step(((InStep) asked.result()).step())
                                .span()
                                .startNanos())
                        .max()
                        .orElse(call.span().startNanos());
        return kept(call.place().run(), without, until + 1);
    }

    /**
     * The steps of a run, with those beneath them, that began before a moment.
     *
     * @param without left out, with what lies beneath them and what is around them
     */
    private List<RecordedStep> kept(int run, Set<? extends RecordedStep> without, long until) {
        var around = new HashSet<Integer>();
        for (var step : without) {
            for (var at = step.place().parent();
                    at > 0;
                    at = record.step(at).place().parent()) {
                around.add(at);
            }
        }
        Predicate<RecordedStep> isKept = step -> step.number() != run
                && step.span().startNanos() < until
                && !around.contains(step.number())
                && isBeneath(step, run)
                && without.stream().noneMatch(out -> step.number() == out.number() || isBeneath(step, out.number()));
        return record.steps().stream().filter(isKept).toList();
    }

    private boolean isBeneath(RecordedStep step, int above) {
        if (above == 0) {
            return true;
        }
        for (var at = step.place().parent();
                at > 0;
                at = record.step(at).place().parent()) {
            if (at == above) {
                return true;
            }
        }
        return false;
    }

    /** What the record has of the tool calls of a run: as models were told of them, and what no model asked for. */
    private List<RecordedResult> results(int run) {
        var results = new ArrayList<RecordedResult>();
        var seen = new HashSet<Integer>();
        for (var asker : record.modelCalls(run)) {
            for (var asked : asker.calls()) {
                var result = AskedAt.result(record, asked);
                if (result != null) {
                    results.add(result);
                    seen.add(result.step());
                }
            }
        }
        record.toolCalls().stream()
                .filter(call -> call.place().run() == run && !seen.contains(call.number()))
                .map(AskedAt::result)
                .filter(result -> result != null)
                .forEach(results::add);
        return results;
    }
}
