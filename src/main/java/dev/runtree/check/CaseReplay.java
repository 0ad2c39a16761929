package dev.runtree.check;

import dev.runtree.agent.model.BadModel;
import dev.runtree.agent.model.Models;
import dev.runtree.agent.run.Cancellation;
import dev.runtree.agent.trace.Recorder;
import dev.runtree.check.expect.AtMost;
import dev.runtree.check.expect.AtMost.What;
import dev.runtree.check.expect.CannotTell;
import dev.runtree.check.expect.Held;
import dev.runtree.check.expect.Mismatch;
import dev.runtree.check.expect.Observed;
import dev.runtree.model.Figures;
import dev.runtree.model.RunStatus;
import dev.runtree.model.SpanId;
import dev.runtree.pricing.Prices;
import dev.runtree.replay.RecordedReplay;
import dev.runtree.replay.RecordedRun;
import dev.runtree.replay.RecordedStep;
import dev.runtree.replay.RecordedStep.ModelCall;
import dev.runtree.replay.RunReader;
import dev.runtree.replay.live.Bounds;
import dev.runtree.replay.live.Fork;
import dev.runtree.replay.live.ForkPlan;
import dev.runtree.replay.live.LiveReplay;
import dev.runtree.replay.live.LiveTools;
import dev.runtree.replay.live.MissingCall.Decision;
import dev.runtree.replay.live.Outcome;
import dev.runtree.replay.live.StepNamed;
import dev.runtree.replay.live.ToolSettings;
import dev.runtree.store.RunQueries;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletionException;
import org.jspecify.annotations.Nullable;

/** Replays one case, and says whether what comes of it is as expected. */
final class CaseReplay {
    /** What ends a replay in which the model does what it did not do when it was recorded. */
    private static final String NEVER_RECORDED = "never_recorded";

    private final RunQueries queries;
    private final Recorder recorder;
    private final Prices prices;
    private final CheckSettings settings;
    private final Budget budget;
    private final Cancellation cancellation;

    CaseReplay(
            RunQueries queries,
            Recorder recorder,
            Prices prices,
            CheckSettings settings,
            Budget budget,
            Cancellation cancellation) {
        this.queries = queries;
        this.recorder = recorder;
        this.prices = prices;
        this.settings = settings;
        this.budget = budget;
        this.cancellation = cancellation;
    }

    /** @param since when it was begun, by the clock of {@link System#nanoTime} */
    CaseResult check(Case one, Mode mode, long since) {
        var record = CaseRecord.read(one.records(), one.run(), prices);
        var recorded = record.recorded();
        return switch (mode) {
            case RECORDED -> fromRecord(one, record, recorded, since);
            case LIVE_MODEL -> live(one, record, recorded, since);
        };
    }

    private CaseResult fromRecord(Case one, CaseRecord record, RecordedRun recorded, long since) {
        var edit = one.edit();
        if (edit != null) {
            var plan = new ForkPlan(recorded);
            var step = leaving(one, recorded, plan);
            if (!edit.read(plan.editable(step)).equals(plan.editable(step))) {
                throw new CannotCheck(
                        one.file() + ": the edit of " + step.told() + " changes what the model sees, so that"
                                + " recorded answers are none to it; write replay: live-model there");
            }
        }
        var start = System.nanoTime();
        var replayed =
                new RecordedReplay(record, recorder, record.trace(), recorded, done -> cancellation.check()).fetch();
        var observed = observed(replayed.run(), Checks.since(start));
        var held = new ArrayList<Held>();
        var verdict = verdict(one, observed, held);
        return new CaseResult(
                one.file(),
                one.name(),
                verdict,
                replayed(record, replayed.run(), Mode.RECORDED, null, BigDecimal.ZERO, observed, held),
                Checks.since(since));
    }

    private static RecordedStep leaving(Case one, RecordedRun recorded, ForkPlan plan) {
        var edit = one.edit();
        var inEdit = edit == null ? null : edit.step().orElse(null);
        var named = one.from() == null ? inEdit : one.from();
        var step = plan.leaving(named == null ? null : StepNamed.in(recorded, named));
        if (edit != null
                && inEdit != null
                && !plan.leaving(StepNamed.in(recorded, inEdit)).equals(step)) {
            throw edit.otherStep("the edit changes the step " + inEdit + ", and from: names " + step.told());
        }
        return step;
    }

    private CaseResult live(Case one, CaseRecord record, RecordedRun recorded, long since) {
        var plan = new ForkPlan(recorded);
        var step = leaving(one, recorded, plan);
        var edited = one.edit() == null ? null : one.edit().read(plan.editable(step));
        var fork =
                one.isOneCall() && step instanceof ModelCall call ? plan.alone(call, edited) : plan.fork(step, edited);
        var named = settings.model();
        var models = new Models(named == null ? Case.folder(one.file()) : Path.of(""), settings.environment());
        if (named == null) {
            checkModel(one, models);
        }
        var replay = LiveReplay.prepare(
                fork, named == null ? one.model() : named, models, tools(one), bounds(one, fork), prices);
        var start = System.nanoTime();
        var outcome = replay.run(record, record.trace(), recorder, event -> {}, cancellation);
        var time = Checks.since(start);
        budget.spend(outcome.cost());
        stored(outcome);
        var model = replay.models().isEmpty() ? null : String.join(", ", replay.models());
        var observed = outcome.status() == RunStatus.OK ? answered(observed(outcome.run(), time), outcome) : null;
        var held = new ArrayList<Held>();
        var verdict = observed == null ? stopped(one, outcome) : verdict(one, observed, held);
        return new CaseResult(
                one.file(),
                one.name(),
                verdict,
                replayed(record, outcome.run(), Mode.LIVE_MODEL, model, outcome.cost(), observed, held),
                Checks.since(since));
    }

    private static void checkModel(Case one, Models models) {
        try {
            if (one.model() != null) {
                var _ = models.open(one.model());
            }
        } catch (BadModel e) {
            throw new CannotCheck(one.file() + ": the model that it names cannot be asked: " + e.getMessage(), e);
        }
    }

    private static Observed answered(Observed observed, Outcome outcome) {
        return new Observed(
                outcome.answer(),
                observed.calls(),
                observed.steps(),
                observed.modelCalls(),
                observed.used(),
                observed.time());
    }

    private ToolSettings tools(Case one) {
        return new ToolSettings(
                LiveTools.none(),
                false,
                !one.isStrict() && !settings.isStrict(),
                (tool, arguments) -> false,
                call -> new Decision.Stop());
    }

    /** The narrower of what the case expects and what is left for all cases: a call that is too many is not paid. */
    private Bounds bounds(Case one, Fork fork) {
        var given = settings.limits().steps();
        var steps = given == null ? Bounds.stepsFor(fork) : given;
        var own = one.limit(What.MODEL_CALLS)
                .map(limit -> Math.max(0, limit.limit().intValue() - fork.keptCalls()));
        var cost = one.limit(What.COST).map(limit -> limit.limit()).orElse(null);
        var time = one.limit(What.TIME).map(limit -> limit.time()).orElse(null);
        return new Bounds(
                own.map(most -> Math.min(most, steps)).orElse(steps),
                least(cost, budget.money()),
                least(time, budget.time()));
    }

    private static <T extends Comparable<T>> @Nullable T least(@Nullable T one, @Nullable T other) {
        if (one == null || other == null) {
            return one == null ? other : one;
        }
        return one.compareTo(other) <= 0 ? one : other;
    }

    private static void stored(Outcome outcome) {
        try {
            outcome.stored().join();
        } catch (CompletionException e) {
            throw e.getCause() instanceof RuntimeException cause ? cause : e;
        }
    }

    private Observed observed(SpanId run, Duration time) {
        var trace = queries.run(run)
                .fetch()
                .orElseThrow(() -> new CannotCheck("The replay " + run.runId()
                        + " is kept on this disk until the database takes it again, so that it cannot be looked at"));
        return Observed.of(trace.run(), new RunReader(queries, trace).fetch(), time);
    }

    /** @param all has each expectation added to it, as far as can be told */
    private static Verdict verdict(Case one, Observed observed, List<Held> all) {
        for (var expectation : one.expectations()) {
            try {
                all.add(expectation.hold(observed));
            } catch (CannotTell e) {
                return new Verdict.NotDone(one.file() + ": " + e.getMessage());
            }
        }
        var missed = all.stream().flatMap(held -> held.missed().stream()).toList();
        return missed.isEmpty() ? new Verdict.Passed() : new Verdict.Failed(missed);
    }

    /** A replay that came to no answer: because the model did something else, or because it could not be asked. */
    private Verdict stopped(Case one, Outcome outcome) {
        var why = Objects.requireNonNullElse(outcome.problem(), "it came to no answer");
        var type = Objects.requireNonNullElse(outcome.type(), "");
        if (outcome.status() == RunStatus.CANCELLED) {
            return new Verdict.NotDone("the replay was cancelled " + why);
        }
        if (Outcome.BOUNDS.contains(type)) {
            return limit(one, type, outcome)
                    .<Verdict>map(limit -> new Verdict.Failed(List.of(limit.reached("no answer after "
                            + Figures.counted(outcome.modelCalls(), "model call") + ", where it was stopped"))))
                    .orElseGet(() -> budget.end().isPresent()
                            ? new Verdict.NotDone(why)
                            : new Verdict.Failed(List.of(new Mismatch("replay", 0, "an answer", why))));
        }
        return type.equals(NEVER_RECORDED)
                ? new Verdict.Failed(List.of(new Mismatch("replay", 0, "calls that were recorded", why)))
                : new Verdict.NotDone(why);
    }

    /** The limit of the case at which it was stopped; empty where that was one of all cases. */
    private Optional<AtMost> limit(Case one, String type, Outcome outcome) {
        var given = settings.limits().steps();
        if (budget.end().isPresent() || (type.equals("max_steps") && given != null && outcome.modelCalls() >= given)) {
            return Optional.empty();
        }
        var what = Objects.requireNonNull(
                Map.of("max_steps", What.MODEL_CALLS, "max_cost", What.COST, "max_time", What.TIME)
                        .get(type));
        return one.limit(what);
    }

    private CaseResult.Replay replayed(
            CaseRecord record,
            SpanId run,
            Mode mode,
            @Nullable String model,
            BigDecimal cost,
            @Nullable Observed observed,
            List<Held> held) {
        var original = record.trace().run().id();
        return new CaseResult.Replay(
                run.runId(),
                original.runId(),
                queries.run(original).fetch().isPresent(),
                mode,
                model,
                cost,
                observed,
                held);
    }
}
