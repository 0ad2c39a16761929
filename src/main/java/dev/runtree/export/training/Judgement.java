package dev.runtree.export.training;

import dev.runtree.export.training.TrainingChoices.LeastScore;
import dev.runtree.model.Run;
import dev.runtree.model.RunStatus;
import dev.runtree.model.Source;
import dev.runtree.model.SpanId;
import dev.runtree.store.CallQueries.ScoreOf;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Which runs and calls are good enough. */
final class Judgement {
    private final TrainingChoices choices;

    Judgement(TrainingChoices choices) {
        this.choices = choices;
    }

    /** Why a run is taken as if it was not there; {@code null} when it is taken. */
    @Nullable Reason passedOver(Run run) {
        if (!choices.replays() && (run.source() == Source.REPLAY || run.replayOf() != null)) {
            return Reason.REPLAY;
        }
        return run.status() == RunStatus.RUNNING || run.status() == RunStatus.PAUSED ? Reason.NOT_ENDED : null;
    }

    /** Why nothing of which the run is a part is good enough; {@code null} when it is. */
    @Nullable Reason notOk(Run run) {
        return choices.onlyOk() && run.status() != RunStatus.OK ? Reason.NOT_OK : null;
    }

    /** Whether what was said in a run is looked at. */
    boolean isWanted(Run run) {
        return passedOver(run) == null && notOk(run) == null;
    }

    /** Of what was judged none may be lower, and something must have been judged. */
    @Nullable Reason scored(List<ScoreOf> scores) {
        var least = choices.least();
        if (least == null) {
            return null;
        }
        var values = values(scores, least);
        if (values.isEmpty()) {
            return Reason.NO_SCORE;
        }
        return values.stream().anyMatch(value -> value.compareTo(least.value()) < 0) ? Reason.LOW_SCORE : null;
    }

    /** What was judged of a call; where nobody judged it, what was judged of its run. */
    List<ScoreOf> ofCall(SpanId call, Run run, List<ScoreOf> scores) {
        var own = scores.stream().filter(score -> score.of().equals(call)).toList();
        var least = choices.least();
        var isJudged = least == null ? !own.isEmpty() : !values(own, least).isEmpty();
        return isJudged
                ? own
                : scores.stream().filter(score -> score.of().equals(run.id())).toList();
    }

    private static List<BigDecimal> values(List<ScoreOf> scores, LeastScore least) {
        var values = new ArrayList<BigDecimal>();
        for (var of : scores) {
            var value = of.score().value();
            if (value != null
                    && (least.name() == null || least.name().equals(of.score().name()))) {
                values.add(value);
            }
        }
        return values;
    }
}
