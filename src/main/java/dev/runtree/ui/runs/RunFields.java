package dev.runtree.ui.runs;

import dev.runtree.model.Figures;
import dev.runtree.model.Run;
import dev.runtree.model.RunStatus;
import dev.runtree.store.RunMarks;
import dev.runtree.ui.Icons;
import dev.runtree.ui.Messages;
import dev.runtree.ui.OneLine;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Objects;
import javafx.css.PseudoClass;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Region;
import org.kordamp.ikonli.bootstrapicons.BootstrapIcons;
import org.kordamp.ikonli.javafx.FontIcon;

/** What is shown of a run, wherever it stands in its row. */
final class RunFields {
    private static final PseudoClass SLOW = PseudoClass.getPseudoClass("slow");
    private static final PseudoClass RUNNING = PseudoClass.getPseudoClass("running");
    private static final PseudoClass WAITING = PseudoClass.getPseudoClass("waiting");
    private static final PseudoClass ERROR = PseudoClass.getPseudoClass("error");

    final FontIcon status = new FontIcon();
    final FontIcon kind = new FontIcon();
    final FontIcon star = Icons.icon(BootstrapIcons.STAR_FILL, "run-star");
    final FontIcon note = Icons.icon(BootstrapIcons.PENCIL_SQUARE, "run-note");
    final ValueLabel name;
    final Label errors = new Label();
    final ValueLabel input;
    final ValueLabel output;
    final ValueLabel user;
    final ValueLabel session;
    final ValueLabel model;
    final ValueLabel tokens;
    final ValueLabel cost;
    final ValueLabel duration;
    final ValueLabel started;
    final ValueLabel ago;
    final HBox tags = new HBox();
    final Region track = region("duration-track");
    final Region bar = region("duration-bar");

    private final FilterBy filterBy;
    private double share;

    RunFields(FilterBy filterBy) {
        this.filterBy = filterBy;
        name = new ValueLabel("run-name", filterBy);
        input = new ValueLabel("run-input", filterBy);
        output = new ValueLabel("run-input", filterBy);
        user = new ValueLabel("run-user", filterBy);
        session = new ValueLabel("run-session", filterBy);
        model = new ValueLabel("run-model", filterBy);
        tokens = new ValueLabel("run-figure", filterBy);
        cost = new ValueLabel("run-figure-muted", filterBy);
        duration = new ValueLabel("run-duration", filterBy);
        started = new ValueLabel("run-figure", filterBy);
        ago = new ValueLabel("run-ago", filterBy);
        errors.getStyleClass().add("error-badge");
        errors.setGraphic(Icons.icon(BootstrapIcons.X_OCTAGON_FILL));
        tags.getStyleClass().add("run-tags");
    }

    private static Region region(String styleClass) {
        var region = new Region();
        region.getStyleClass().add(styleClass);
        return region;
    }

    List<Node> nodes() {
        return List.of(
                status, kind, star, note, name, errors, input, output, user, session, model, tokens, cost, duration,
                track, bar, started, ago, tags);
    }

    /** How much of its track the bar of the duration has, from 0 to 1. */
    double share() {
        return share;
    }

    void show(Run run, RunMarks marks, RunScale scale, Instant now) {
        status.setIconCode(Icons.of(run.status()));
        status.getStyleClass().setAll("run-status", Icons.statusClass(run.status()));
        kind.setIconCode(Icons.of(run.type()));
        kind.getStyleClass().setAll("run-kind", Icons.kindClass(run.type()));
        name.show(run.name(), run.name(), RunColumn.NAME.term(run));
        errors.setText(Figures.count(run.errorCount()));
        errors.setVisible(run.errorCount() > 0);
        showWords(run);
        user.show(run.actor().userId(), run.actor().userId(), RunColumn.USER.term(run));
        session.show(run.actor().sessionId(), run.actor().sessionId(), RunColumn.SESSION.term(run));
        model.show(run.model(), run.model(), RunColumn.MODEL.term(run));
        showFigures(run);
        showStart(run, now);
        showDuration(run, scale, now);
        showMarks(run, marks);
    }

    /** What was asked; where that is not known, why it failed. */
    private void showWords(Run run) {
        var error = run.error();
        boolean tells = run.input() == null && error != null;
        var words = Objects.requireNonNullElse(tells ? error : run.input(), "");
        input.show(words, words);
        input.pseudoClassStateChanged(ERROR, tells);
        var answer = Objects.requireNonNullElse(run.output() == null && !tells ? error : run.output(), "");
        output.show(answer, answer);
        output.pseudoClassStateChanged(ERROR, run.output() == null && !tells && error != null);
    }

    private void showFigures(Run run) {
        var total = run.tree().total();
        tokens.show(
                Figures.tokens(total),
                total == null
                        ? null
                        : Messages.text(
                                "runs.tokens.exact",
                                Figures.inAndOut(run.tree().input(), run.tree().output())));
        var known = run.tree().cost();
        var exact = known == null ? null : "$" + known.toPlainString();
        cost.show(
                Figures.costOf(run.tree()),
                run.tree().unpriced() == 0
                        ? exact
                        : Messages.text(
                                "runs.cost.unknown", Figures.count(run.tree().unpriced())));
    }

    private void showStart(Run run, Instant now) {
        var start = Figures.instant(run.startNanos());
        var exact = Figures.exactTime(run.startNanos());
        started.show(Figures.time(start, now, ZoneId.systemDefault()), exact);
        ago.show(run.parentRunId() == null ? Figures.ago(start, now) : Messages.text("runs.member"), exact);
    }

    /** On two lines there is no room for a date with a time beside the duration: the time, and the year, go beneath. */
    void splitStart(Run run) {
        var words = started.getText().split(" ", 3);
        if (words.length > 2) {
            started.setText(words[0] + " " + words[1]);
            if (run.parentRunId() == null) {
                ago.setText(words[2]);
                ago.setVisible(true);
            }
        }
    }

    private void showDuration(Run run, RunScale scale, Instant now) {
        boolean running = run.status() == RunStatus.RUNNING || run.status() == RunStatus.PAUSED;
        Long ended = run.durationNanos();
        long nanos = ended != null ? ended : Math.max(0, nanos(now) - run.startNanos());
        boolean slow = scale.isSlow(run.name(), nanos);
        duration.show(
                running && ended == null ? Figures.running(nanos) : Figures.duration(nanos),
                slow ? Messages.text("runs.slow") : ended == null ? null : Figures.count(ended) + " ns");
        boolean waiting = run.status() == RunStatus.PAUSED;
        duration.pseudoClassStateChanged(RUNNING, running);
        duration.pseudoClassStateChanged(WAITING, waiting);
        bar.pseudoClassStateChanged(RUNNING, running);
        bar.pseudoClassStateChanged(WAITING, waiting);
        bar.pseudoClassStateChanged(SLOW, slow);
        share = scale.share(nanos);
    }

    private static long nanos(Instant time) {
        return time.getEpochSecond() * 1_000_000_000 + time.getNano();
    }

    private void showMarks(Run run, RunMarks marks) {
        star.setVisible(marks.starred() || marks.starredSteps() > 0);
        star.setIconCode(marks.starred() ? BootstrapIcons.STAR_FILL : BootstrapIcons.STAR_HALF);
        note.setVisible(marks.notes() + marks.scores() > 0);
        if (!shownTags().equals(run.tags().stream().map(OneLine::of).toList())) {
            tags.getChildren().setAll(run.tags().stream().map(this::chip).toList());
        }
        tags.setVisible(!run.tags().isEmpty());
    }

    private List<String> shownTags() {
        return tags.getChildren().stream()
                .map(chip -> ((ValueLabel) chip).getText())
                .toList();
    }

    private ValueLabel chip(String tag) {
        var chip = new ValueLabel("tag-chip", filterBy);
        chip.show(tag, tag, java.util.Optional.of(new RunColumn.Term("tag", tag)));
        return chip;
    }
}
