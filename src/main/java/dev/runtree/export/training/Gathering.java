package dev.runtree.export.training;

import dev.runtree.model.RecordedSpan;
import dev.runtree.model.Run;
import dev.runtree.model.SpanId;
import dev.runtree.store.CallQueries.ScoreOf;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;

/** Makes examples of the runs that it is given, group by group: in a session each agent has conversations of its own. */
final class Gathering {
    private final TrainingChoices choices;
    private final Judgement judgement;
    private final Tally tally;
    private final Consumer<Example> made;
    private final ToLongFunction<SpanId> groupOf;
    private final Map<Actor, Talk> talks = new LinkedHashMap<>();
    private Map<SpanId, List<ScoreOf>> scores = Map.of();
    private @Nullable Talk now;
    private @Nullable Run run;
    private int callsOfRun;
    private long group;

    /** Who speaks in a conversation: a member of a team has its own. */
    private record Actor(String type, String name, @Nullable String agent, boolean isBeneath) {
        static Actor of(Run run) {
            return new Actor(run.type().name(), run.name(), run.actor().agentId(), run.parentRunId() != null);
        }
    }

    /** What is known of one who speaks, as far as it was read. */
    private static final class Talk {
        private final Strands strands = new Strands();
        private final List<Run> runs = new ArrayList<>();
        private final List<ScoreOf> scores = new ArrayList<>();
        private @Nullable Reason lack;
    }

    /** @param groupOf the number of the group that a run belongs to; they come group by group */
    Gathering(TrainingChoices choices, Tally tally, ToLongFunction<SpanId> groupOf, Consumer<Example> made) {
        this.choices = choices;
        this.judgement = new Judgement(choices);
        this.tally = tally;
        this.groupOf = groupOf;
        this.made = made;
    }

    /** What was judged of the runs that come next. */
    void scores(Map<SpanId, List<ScoreOf>> ofNext) {
        scores = ofNext;
    }

    /**
     * The next run.
     *
     * @param hasSteps whether there is any step of its trace; there is none when retention has removed them
     * @return whether its calls are wanted
     */
    boolean begins(Run next, boolean hasSteps) {
        endRun();
        var nextGroup = groupOf.applyAsLong(next.id());
        if (nextGroup != group) {
            endGroup();
            group = nextGroup;
        }
        tally.run();
        var reason = judgement.passedOver(next);
        if (reason == null && !hasSteps) {
            reason = Reason.STEPS_REMOVED;
        }
        if (reason != null) {
            tally.leftOut(reason, next.runId(), next.actor().sessionId());
            return false;
        }
        run = next;
        callsOfRun = 0;
        var talk = talks.computeIfAbsent(Actor.of(next), any -> new Talk());
        now = talk;
        talk.runs.add(next);
        talk.scores.addAll(scores.getOrDefault(next.id(), List.of()));
        talk.lack = talk.lack == null ? judgement.notOk(next) : talk.lack;
        return talk.lack == null;
    }

    /** A call of the run that began last; they come in the order of their starts. */
    void call(RecordedSpan recorded) {
        var of = Objects.requireNonNull(run);
        tally.call();
        callsOfRun++;
        var exchange = Exchanges.of(of, recorded);
        if (choices.per() == LineUnit.CALL && !choices.lastCallOnly()) {
            made(exchange, scores.getOrDefault(of.id(), List.of()));
        } else {
            Objects.requireNonNull(now).strands.add(exchange);
        }
    }

    private void endRun() {
        var talk = now;
        var of = run;
        if (talk != null && of != null && callsOfRun == 0 && talk.lack == null) {
            tally.leftOut(Reason.NO_MODEL_CALL, of.runId(), of.actor().sessionId());
        }
        run = null;
        now = null;
    }

    /** Makes what there is of the last group. */
    void end() {
        endRun();
        endGroup();
    }

    private void endGroup() {
        talks.values().forEach(this::made);
        talks.clear();
    }

    private void made(Talk talk) {
        var first = talk.runs.getFirst();
        var lack = talk.lack;
        if (lack == null && choices.per() != LineUnit.CALL) {
            lack = judgement.scored(talk.scores);
        }
        if (lack != null) {
            tally.leftOut(lack, first.runId(), first.actor().sessionId());
            return;
        }
        var strands = talk.strands.strands();
        if (strands.isEmpty() && talk.strands.failed() > 0) {
            tally.leftOut(Reason.FAILED, first.runId(), first.actor().sessionId());
            return;
        }
        tally.failedCalls(talk.strands.failed());
        Map<String, Integer> ofRun = new LinkedHashMap<>();
        for (var strand : strands) {
            var runs = List.copyOf(strand.runs());
            var id = runs.getFirst().runId();
            var number = ofRun.merge(id, 1, Integer::sum);
            made(talk, strand, runs, number == 1 ? id : id + "#" + number);
        }
    }

    private void made(Talk talk, Strand strand, List<Run> runs, String id) {
        var last = strand.last();
        if (choices.per() == LineUnit.CALL) {
            made(last, talk.scores);
            return;
        }
        made.accept(new Example(
                id,
                last.run().actor().sessionId(),
                runs,
                last.call(),
                strand.calls(),
                strand.messages(),
                last.tools(),
                last.parallel(),
                strand.isJoined(),
                talk.scores,
                strand.lack()));
    }

    /** A call alone. */
    private void made(Exchange exchange, List<ScoreOf> ofRun) {
        var of = exchange.run();
        var own = judgement.ofCall(exchange.call().id(), of, ofRun);
        var messages = new ArrayList<>(exchange.asked());
        messages.addAll(exchange.answer());
        made.accept(new Example(
                exchange.call().id().runId(),
                of.actor().sessionId(),
                List.of(of),
                exchange.call(),
                1,
                messages,
                exchange.tools(),
                exchange.parallel(),
                false,
                own,
                exchange.lack() == null ? judgement.scored(own) : exchange.lack()));
    }
}
