package dev.runtree.ui.replay;

import dev.runtree.model.Figures;
import dev.runtree.replay.many.AttemptResult;
import dev.runtree.replay.many.AttemptResult.Made;
import dev.runtree.replay.many.AttemptResult.NotMade;
import dev.runtree.replay.many.ManyLimits;
import dev.runtree.replay.many.ManyOutlook;
import dev.runtree.ui.Messages;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;

/** What is said of many replays, before they begin and while they are made. */
final class ManyWords {
    private ManyWords() {}

    /** How many there will be, and what they may cost and take. */
    static String before(ManyRequest request, ManyOutlook outlook) {
        var choices = request.choices();
        var replays = Figures.counted(outlook.replays(), "replay");
        if (!choices.isLive()) {
            return Messages.text("many.told.recorded", replays);
        }
        var sentences = new ArrayList<String>();
        sentences.add(Messages.text(
                "many.told.live",
                replays,
                Figures.counted(request.runs().size(), "run"),
                Figures.counted(choices.models().size(), "model"),
                Figures.counted(choices.times(), "time")));
        if (outlook.possible() > 0) {
            sentences.add(estimate(outlook));
        }
        sentences.add(limits(choices.limits()));
        return String.join(" ", sentences);
    }

    /** Where all together stop. */
    static String limits(ManyLimits limits) {
        var cost = limits.cost();
        var time = limits.time();
        if (cost != null && time != null) {
            return Messages.text("many.told.limits", "$" + cost.toPlainString(), Figures.duration(time.toNanos()));
        }
        if (cost != null) {
            return Messages.text("many.told.limit", "$" + cost.toPlainString());
        }
        return time == null
                ? Messages.text("many.told.unlimited")
                : Messages.text("many.told.limit", Figures.duration(time.toNanos()));
    }

    private static String estimate(ManyOutlook outlook) {
        if (outlook.untold() == outlook.possible()) {
            return Messages.text("many.told.cost.unknown");
        }
        var cost = Figures.cost(outlook.estimate());
        return outlook.untold() == 0
                ? Messages.text("many.told.cost", cost)
                : Messages.text("many.told.cost.some", cost, Figures.count(outlook.untold()));
    }

    /** How far they have come: {@code 3 of 12, $0.0213}. */
    static String progress(List<AttemptResult> results, int all) {
        return Messages.text("many.progress", Figures.count(results.size()), Figures.count(all)) + spent(results);
    }

    /** What came of all: {@code 12 replays, 2 of them not made, $0.0213}. */
    static String done(List<AttemptResult> results) {
        var none = results.stream().filter(NotMade.class::isInstance).count();
        return Figures.counted(results.size(), "replay")
                + (none == 0 ? "" : ", " + Messages.text("many.not.made", Figures.count(none)))
                + spent(results);
    }

    private static String spent(List<AttemptResult> results) {
        var cost = results.stream()
                .filter(Made.class::isInstance)
                .map(result -> ((Made) result).cost())
                .reduce(BigDecimal.ZERO, BigDecimal::add);
        return cost.signum() == 0 ? "" : ", " + Figures.cost(cost);
    }
}
