package dev.runtree.ui.run;

import dev.runtree.model.Annotation;
import dev.runtree.model.Annotation.Score;
import dev.runtree.model.SpanId;
import dev.runtree.ui.Messages;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.kordamp.ikonli.bootstrapicons.BootstrapIcons;

/** What people say of a run's steps, as their rows show it. Belongs to the JavaFX thread. */
final class StepMarks {
    /** The room that each sign takes. */
    private static final int SIGN = 14;

    private final Runnable changed;
    private Map<SpanId, Annotation> said = Map.of();

    /** @param changed called when rows have to be drawn anew */
    StepMarks(Runnable changed) {
        this.changed = changed;
    }

    void show(Map<SpanId, Annotation> now) {
        if (!now.equals(said)) {
            said = Map.copyOf(now);
            changed.run();
        }
    }

    /** The room that a step's signs take behind its name; nothing for most steps. */
    int width(SpanId step) {
        return signs(step).size() * SIGN;
    }

    void paint(Brush brush, SpanId step, double x, double middle) {
        var at = x;
        for (var sign : signs(step)) {
            brush.smallIcon(sign, sign == BootstrapIcons.STAR_FILL ? Token.WARNING_FG : Token.FG_MUTED, at, middle);
            at += SIGN;
        }
    }

    private List<BootstrapIcons> signs(SpanId step) {
        var about = said.get(step);
        if (about == null) {
            return List.of();
        }
        var signs = new ArrayList<BootstrapIcons>();
        if (about.starred()) {
            signs.add(BootstrapIcons.STAR_FILL);
        }
        if (!about.tags().isEmpty()) {
            signs.add(BootstrapIcons.TAG_FILL);
        }
        if (about.note() != null) {
            signs.add(BootstrapIcons.PENCIL_FILL);
        }
        if (!about.scores().isEmpty()) {
            signs.add(BootstrapIcons.BAR_CHART_FILL);
        }
        return signs;
    }

    /** The same in words, each part after the one before; empty when nothing is said. */
    List<String> words(SpanId step) {
        var about = said.get(step);
        if (about == null) {
            return List.of();
        }
        var words = new ArrayList<String>();
        if (about.starred()) {
            words.add(Messages.text("run.said.star"));
        }
        if (!about.tags().isEmpty()) {
            words.add(Messages.text("run.said.tags", String.join(", ", about.tags())));
        }
        if (about.note() != null) {
            words.add(Messages.text("run.said.note"));
        }
        for (var score : about.scores()) {
            words.add(Messages.text("run.said.score", score.name(), judged(score)));
        }
        return words;
    }

    private static String judged(Score score) {
        var value = score.value() == null ? "" : score.value().toPlainString();
        var label = score.label() == null ? "" : score.label();
        return (value + " " + label).strip();
    }
}
