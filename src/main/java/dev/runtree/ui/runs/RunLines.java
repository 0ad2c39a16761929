package dev.runtree.ui.runs;

import dev.runtree.model.Figures;
import dev.runtree.model.Run;
import dev.runtree.model.RunStatus;
import dev.runtree.ui.Icons;
import dev.runtree.ui.Messages;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Objects;
import javafx.css.PseudoClass;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.layout.Region;
import org.jspecify.annotations.Nullable;
import org.kordamp.ikonli.bootstrapicons.BootstrapIcons;
import org.kordamp.ikonli.javafx.FontIcon;

/** The two lines of a run in the list, placed by {@link RunColumns}. */
final class RunLines extends Region {
    private static final PseudoClass SLOW = PseudoClass.getPseudoClass("slow");
    private static final PseudoClass RUNNING = PseudoClass.getPseudoClass("running");
    private static final PseudoClass ERROR = PseudoClass.getPseudoClass("error");
    private static final double FIRST = 15;
    private static final double SECOND = 32;
    private static final double BAR = 4;

    private final FontIcon status = new FontIcon();
    private final FontIcon kind = new FontIcon();
    private final Label name = label("run-name");
    private final Label errors = label("error-badge");
    private final Label input = label("run-input");
    private final Label user = label("run-user");
    private final Label model = label("run-model");
    private final Label tokens = label("run-figure");
    private final Label cost = label("run-figure-muted");
    private final Label duration = label("run-duration");
    private final Label started = label("run-figure");
    private final Label ago = label("run-ago");
    private final Region track = region("duration-track");
    private final Region bar = region("duration-bar");
    private double share;

    RunLines() {
        getStyleClass().add("run-lines");
        errors.setGraphic(Icons.icon(BootstrapIcons.X_OCTAGON_FILL));
        getChildren()
                .addAll(
                        status, kind, name, errors, input, user, model, tokens, cost, duration, track, bar, started,
                        ago);
    }

    private static Label label(String styleClass) {
        var label = new Label();
        label.getStyleClass().add(styleClass);
        return label;
    }

    private static Region region(String styleClass) {
        var region = new Region();
        region.getStyleClass().add(styleClass);
        return region;
    }

    void show(Run run, RunScale scale, Instant now) {
        status.setIconCode(Icons.of(run.status()));
        status.getStyleClass().setAll("run-status", Icons.statusClass(run.status()));
        kind.setIconCode(Icons.of(run.type()));
        kind.getStyleClass().setAll("run-kind", Icons.kindClass(run.type()));
        name.setText(run.name());
        errors.setText(Figures.count(run.errorCount()));
        errors.setVisible(run.errorCount() > 0);
        showWords(run);
        user.setText(run.actor().userId() == null ? "" : run.actor().userId());
        model.setText(run.model() == null ? "" : run.model());
        tokens.setText(Figures.tokens(run.tree().total()));
        cost.setText(Figures.costOf(run.tree()));
        var start = Figures.instant(run.startNanos());
        started.setText(Figures.time(start, now, ZoneId.systemDefault()));
        ago.setText(run.parentRunId() == null ? Figures.ago(start, now) : Messages.text("runs.member"));
        showDuration(run, scale, now);
        requestLayout();
    }

    /** What was asked; where that is not known, why it failed. */
    private void showWords(Run run) {
        var error = run.error();
        boolean tells = run.input() == null && error != null;
        input.setText(oneLine(Objects.requireNonNullElse(tells ? error : run.input(), "")));
        input.pseudoClassStateChanged(ERROR, tells);
    }

    /** Shows where words are said in place of what was asked; {@code null} where none were looked for. */
    void said(@Nullable Snippet snippet) {
        SnippetLine.decorate(input, snippet);
    }

    private void showDuration(Run run, RunScale scale, Instant now) {
        boolean running = run.status() == RunStatus.RUNNING || run.status() == RunStatus.PAUSED;
        Long ended = run.durationNanos();
        long nanos = ended != null ? ended : Math.max(0, nanos(now) - run.startNanos());
        duration.setText(running && ended == null ? Figures.running(nanos) : Figures.duration(nanos));
        duration.pseudoClassStateChanged(RUNNING, running);
        bar.pseudoClassStateChanged(RUNNING, running);
        bar.pseudoClassStateChanged(SLOW, scale.isSlow(nanos));
        share = scale.share(nanos);
    }

    private static long nanos(Instant time) {
        return time.getEpochSecond() * 1_000_000_000 + time.getNano();
    }

    private static String oneLine(String text) {
        return text.replaceAll("\\s+", " ").strip();
    }

    @Override
    protected void layoutChildren() {
        double width = getWidth();
        center(status, RunColumns.STATUS, 14, getHeight() / 2);
        center(kind, RunColumns.NAME, 14, FIRST);
        right(started, width - RunColumns.STARTED, FIRST);
        right(ago, width - RunColumns.STARTED, SECOND);
        right(duration, width - RunColumns.DURATION, FIRST);
        double from = width - RunColumns.DURATION - RunColumns.DURATION_WIDTH + 4;
        double length = RunColumns.DURATION_WIDTH - 4;
        track.resizeRelocate(snapPositionX(from), SECOND - BAR / 2, length, BAR);
        bar.resizeRelocate(snapPositionX(from), SECOND - BAR / 2, Math.max(2, Math.rint(length * share)), BAR);
        right(tokens, width - RunColumns.TOKENS, FIRST);
        right(cost, width - RunColumns.TOKENS, SECOND);
        layoutWords(width - RunColumns.USER);
    }

    /** The name comes first, then the user, then the model: one goes when what is left is too little to be read. */
    private void layoutWords(double end) {
        double start = RunColumns.NAME + 20;
        double badge = errors.isVisible() ? errors.prefWidth(-1) + RunColumns.GAP : 0;
        double nameWidth = Math.min(name.prefWidth(-1), end - start - badge);
        place(name, start, nameWidth, FIRST);
        if (errors.isVisible()) {
            place(errors, start + nameWidth + RunColumns.GAP, errors.prefWidth(-1), FIRST);
        }
        double left = end - (start + nameWidth + badge) - RunColumns.GAP;
        double userWidth = wordWidth(user, left);
        double modelWidth = wordWidth(model, left - userWidth - (userWidth > 0 ? RunColumns.GAP : 0));
        place(model, end - modelWidth, modelWidth, FIRST);
        place(user, end - modelWidth - (modelWidth > 0 ? RunColumns.GAP : 0) - userWidth, userWidth, FIRST);
        place(input, RunColumns.NAME, Math.max(0, end - RunColumns.NAME), SECOND);
    }

    private static double wordWidth(Label word, double left) {
        double wanted = word.getText().isEmpty() ? 0 : word.prefWidth(-1);
        boolean room = wanted > 0 && (wanted <= left || left >= 48);
        word.setVisible(room);
        return room ? Math.min(wanted, left) : 0;
    }

    private void right(Label label, double end, double middle) {
        double width = label.prefWidth(-1);
        place(label, end - width, width, middle);
    }

    private void center(Node icon, double start, double width, double middle) {
        double preferred = icon.prefWidth(-1);
        double height = icon.prefHeight(-1);
        icon.resizeRelocate(
                snapPositionX(start + (width - preferred) / 2), snapPositionY(middle - height / 2), preferred, height);
    }

    private void place(Label label, double start, double width, double middle) {
        double height = label.prefHeight(-1);
        label.resizeRelocate(snapPositionX(start), snapPositionY(middle - height / 2), snapSizeX(width), height);
    }
}
