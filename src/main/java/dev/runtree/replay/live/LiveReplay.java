package dev.runtree.replay.live;

import dev.langchain4j.agent.tool.ToolExecutionRequest;
import dev.langchain4j.data.message.ChatMessage;
import dev.langchain4j.data.message.ToolExecutionResultMessage;
import dev.runtree.agent.model.Model;
import dev.runtree.agent.model.Models;
import dev.runtree.agent.run.Cancellation;
import dev.runtree.agent.run.RunStopped;
import dev.runtree.agent.trace.Recorder;
import dev.runtree.agent.trace.StepSpan;
import dev.runtree.model.RunStatus;
import dev.runtree.model.Trace;
import dev.runtree.model.Usage;
import dev.runtree.pricing.Prices;
import dev.runtree.replay.RecordSource;
import dev.runtree.replay.edit.EditableStep.Asking;
import dev.runtree.store.RunQueries;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Replays a run live from where a fork leaves it, as a run of its own. Used once. */
public final class LiveReplay {
    private final Fork fork;
    private final Map<Level, LiveAsking> askings;
    private final ToolSettings tools;
    private final Bounds bounds;
    private final Prices prices;
    private final @Nullable String session;

    private LiveReplay(
            Fork fork,
            Map<Level, LiveAsking> askings,
            ToolSettings tools,
            Bounds bounds,
            Prices prices,
            @Nullable String session) {
        this.fork = fork;
        this.askings = askings;
        this.tools = tools;
        this.bounds = bounds;
        this.prices = prices;
        this.session = session;
    }

    /**
     * Prepares a replay: nothing is asked of anybody yet.
     *
     * @param model {@code provider:name} to be asked in place of the recorded models; {@code null} for these
     * @throws CannotFork when a model cannot be asked, or what it costs is not known and is to be bounded
     */
    public static LiveReplay prepare(
            Fork fork, @Nullable String model, Models models, ToolSettings tools, Bounds bounds, Prices prices) {
        var askings = new HashMap<Level, LiveAsking>();
        for (var at = 0; at < fork.levels().size(); at++) {
            var level = fork.levels().get(at);
            if (!level.isLast()) {
                var edited = at == fork.levels().size() - 1 && level.redone() == null && fork.isEdited();
                var isModelEdited = edited
                        && !Objects.equals(recordedModel(fork), level.next().model());
                askings.put(level, LiveAsking.open(level.next(), isModelEdited ? null : model, models));
            }
        }
        if (bounds.cost() != null) {
            for (var asking : askings.values()) {
                if (ModelAsker.cost(prices, asking.model(), Usage.of(1, 1)).isEmpty()) {
                    throw new CannotFork("What " + asking.model()
                            + " costs is not known, so no limit on money can be kept. Set its price in prices.yaml"
                            + " (docs/prices.md).");
                }
            }
        }
        return new LiveReplay(fork, askings, tools, bounds, prices, null);
    }

    /** The same as a turn of a conversation that is replayed as a whole: the session that its run belongs to. */
    public LiveReplay inSession(String session) {
        return new LiveReplay(fork, askings, tools, bounds, prices, session);
    }

    private static @Nullable String recordedModel(Fork fork) {
        return fork.leaves() == null
                ? null
                : new ForkPlan(fork.record()).editable(fork.leaves()) instanceof Asking asking ? asking.model() : null;
    }

    private @Nullable Model model(Level level) {
        var asking = askings.get(level);
        return asking == null ? null : asking.model();
    }

    /** The models that are asked, the innermost run's first. */
    public List<String> models() {
        return fork.levels().reversed().stream()
                .map(askings::get)
                .filter(Objects::nonNull)
                .map(LiveAsking::model)
                .map(Model::toString)
                .distinct()
                .toList();
    }

    /**
     * What it costs in US dollars, at today's prices, if its models use what they used when it was recorded; empty where a price is
     * not known, or what was used.
     */
    public Optional<BigDecimal> estimate() {
        var sum = BigDecimal.ZERO;
        for (var entry : askings.entrySet()) {
            for (var call : fork.record().modelCalls(entry.getKey().run())) {
                if (entry.getKey().kept().stream().noneMatch(step -> step.number() == call.number())) {
                    var cost = call.usage().total() == null
                            ? Optional.<BigDecimal>empty()
                            : ModelAsker.cost(prices, entry.getValue().model(), call.usage());
                    if (cost.isEmpty()) {
                        return Optional.empty();
                    }
                    sum = sum.add(cost.get());
                }
            }
        }
        return Optional.of(sum);
    }

    /** What is to be known before it begins, a line each: what cannot be sent, and which tools have changed. */
    public List<String> notes() {
        var notes = new LinkedHashSet<String>();
        for (var asking : askings.values()) {
            notes.addAll(asking.notSent());
            if (tools.runs()) {
                tools.live()
                        .changed(asking.asking().tools())
                        .forEach(name -> notes.add("The tool " + name
                                + " takes other arguments now than when it was recorded; the model is"
                                + " offered it as recorded"));
            }
        }
        return List.copyOf(notes);
    }

    /**
     * Runs it, on this thread.
     *
     * @param trace what the record was read from
     * @param recorder of replays; left open
     * @param listener told what happens, on this thread
     * @param cancellation ends it, from any thread
     */
    public Outcome run(
            RunQueries queries,
            Trace trace,
            Recorder recorder,
            Consumer<ReplayEvent> listener,
            Cancellation cancellation) {
        return run(queries::payloads, trace, recorder, listener, cancellation);
    }

    /** As the other one, of a record that lies elsewhere. */
    public Outcome run(
            RecordSource source,
            Trace trace,
            Recorder recorder,
            Consumer<ReplayEvent> listener,
            Cancellation cancellation) {
        var clock = Executors.newSingleThreadScheduledExecutor(
                Thread.ofPlatform().daemon().name("runtree-replay-clock").factory());
        try (var own = cancellation.child()) {
            if (bounds.time() != null) {
                var limit = bounds.time();
                var _ = clock.schedule(
                        () -> own.signal().expire("the replay took longer than " + limit.toSeconds() + " s"),
                        limit.toMillis(),
                        TimeUnit.MILLISECONDS);
            }
            var asker = new ModelAsker(bounds, tools.live().modelTime(), prices, listener, own.signal(), clock);
            return outcome(
                    recorder, new Work(asker, new RecordedSpans(source, recorder, trace), listener, own.signal()));
        } finally {
            clock.shutdownNow();
        }
    }

    private Outcome outcome(Recorder recorder, Work work) {
        var span = new ReplaySpan(fork, model(fork.levels().getFirst()), session, recorder);
        var stored = span.stored();
        try {
            var answer = work.answer(0, span.step());
            span.end(answer);
            return work.outcome(span, RunStatus.OK, answer, null, null, stored);
        } catch (ReplayStopped e) {
            span.step().fail(e.type(), e.line(), null);
            return work.outcome(span, RunStatus.ERROR, "", e.line(), e.type(), stored);
        } catch (RunStopped e) {
            var late = work.cancellation.isLate();
            var told = work.cancellation.reason();
            var reason = told == null ? e.reason() : told;
            if (late) {
                span.step().fail("timeout", reason, null);
            } else {
                span.step().cancelled(reason);
            }
            return work.outcome(
                    span,
                    late ? RunStatus.ERROR : RunStatus.CANCELLED,
                    "",
                    reason,
                    late ? Outcome.MAX_TIME : "cancelled",
                    stored);
        } catch (RuntimeException | Error e) {
            span.step().fail(e.getClass().getName(), String.valueOf(e.getMessage()), e);
            throw e;
        }
    }

    /** The loops of the runs that go on, one within the other. */
    private final class Work {
        private final ModelAsker asker;
        private final RecordedSpans recorded;
        private final Consumer<ReplayEvent> listener;
        private final Cancellation cancellation;

        Work(ModelAsker asker, RecordedSpans recorded, Consumer<ReplayEvent> listener, Cancellation cancellation) {
            this.asker = asker;
            this.recorded = recorded;
            this.listener = listener;
            this.cancellation = cancellation;
        }

        private Outcome outcome(
                ReplaySpan span,
                RunStatus status,
                String answer,
                @Nullable String problem,
                @Nullable String type,
                java.util.concurrent.CompletableFuture<Void> stored) {
            return new Outcome(span.step().id(), status, answer, problem, type, asker.made(), asker.spent(), stored);
        }

        /** What the run of a level comes to. */
        String answer(int at, StepSpan run) {
            var level = fork.levels().get(at);
            var replayOf = replayOf(level);
            recorded.write(level.kept(), run, replayOf);
            var known = level.kept().stream().map(step -> step.number()).collect(Collectors.toSet());
            var answers = new ToolAnswers(
                    tools,
                    new RecordedResults(level.results(), known),
                    fork.record().run().actor(),
                    run,
                    replayOf,
                    listener,
                    cancellation);
            var asking = askings.get(level);
            var messages = level.next().messages();
            var redone = level.redone();
            if (redone != null) {
                var result = level.handover() == null
                        ? redone(redone, answers)
                        : new Handover(
                                        level.handover(),
                                        redone,
                                        fork.levels().get(at + 1),
                                        model(fork.levels().get(at + 1)))
                                .result(run, beneath -> answer(at + 1, beneath), cancellation);
                if (level.isLast() || asking == null) {
                    return result;
                }
                messages = new ToldResult(
                                redone.callId(), redone.place(), redone.step().name(), redone.arguments(), result)
                        .in(messages);
            }
            return loop(
                    Objects.requireNonNull(asking), SentMessages.of(messages).messages(), answers, run);
        }

        private String replayOf(Level level) {
            return level.begin() == null
                    ? fork.record().run().runId()
                    : level.begin().span().id().runId();
        }

        private String redone(Level.Redone call, ToolAnswers answers) {
            if (call.result() != null) {
                return answers.edited(call.callId(), call.step().name(), call.arguments(), call.result())
                        .result();
            }
            return answers.answer(ToolExecutionRequest.builder()
                            .id(call.callId())
                            .name(call.step().name())
                            .arguments(call.arguments())
                            .build())
                    .result();
        }

        private String loop(LiveAsking asking, List<ChatMessage> first, ToolAnswers answers, StepSpan run) {
            var messages = new ArrayList<>(first);
            while (true) {
                cancellation.check();
                var answer = asker.ask(asking, List.copyOf(messages), run);
                if (fork.isAlone()) {
                    return AnswerWords.of(answer);
                }
                messages.add(answer);
                if (!answer.hasToolExecutionRequests()) {
                    return answer.text() == null ? "" : answer.text();
                }
                for (var call : answer.toolExecutionRequests()) {
                    var told = answers.answer(call);
                    messages.add(ToolExecutionResultMessage.builder()
                            .id(call.id())
                            .toolName(call.name())
                            .text(told.result())
                            .isError(told.failed())
                            .build());
                }
            }
        }
    }
}
