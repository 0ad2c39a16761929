package dev.runtree.ui.runs;

import dev.runtree.model.Run;
import dev.runtree.store.RunMarks;
import java.time.Instant;
import javafx.scene.Node;
import org.jspecify.annotations.Nullable;

/** The two lines of a run in a narrow list, placed by {@link RunColumns}. */
final class RunLines extends RowPlacing implements RunRow {
    private static final double FIRST = 15;
    private static final double SECOND = 32;

    private final RunFields fields;

    RunLines(FilterBy filterBy) {
        fields = new RunFields(filterBy);
        getStyleClass().add("run-lines");
        getChildren().addAll(fields.nodes());
        fields.output.setVisible(false);
        fields.session.setVisible(false);
    }

    @Override
    public void show(Run run, RunMarks marks, RunScale scale, Instant now) {
        fields.show(run, marks, scale, now);
        fields.splitStart(run);
        requestLayout();
    }

    @Override
    public void said(@Nullable Snippet snippet) {
        SnippetLine.decorate(fields.input, snippet);
    }

    @Override
    protected void layoutChildren() {
        double width = getWidth();
        boolean starred = fields.star.isVisible();
        center(fields.status, RunColumns.STATUS, 14, starred ? FIRST : getHeight() / 2);
        center(fields.star, RunColumns.STATUS, 14, SECOND);
        center(fields.kind, RunColumns.NAME, 14, FIRST);
        right(fields.started, width - RunColumns.STARTED, FIRST);
        right(fields.ago, width - RunColumns.STARTED, SECOND);
        show(RunColumns.hasDuration(width), fields.duration, fields.track, fields.bar);
        show(RunColumns.hasTokens(width), fields.tokens, fields.cost);
        right(fields.duration, width - RunColumns.DURATION, FIRST);
        double from = width - RunColumns.DURATION - RunColumns.DURATION_WIDTH + 4;
        bar(fields, from, RunColumns.DURATION_WIDTH - 4, SECOND);
        right(fields.tokens, width - RunColumns.TOKENS, FIRST);
        right(fields.cost, width - RunColumns.TOKENS, SECOND);
        layoutWords(width - RunColumns.user(width));
    }

    /** On the first line the name and the user, on the second what was asked and the model. */
    private void layoutWords(double end) {
        double room = end - RunColumns.NAME;
        double beside = room - 20 - fields.name.prefWidth(-1) - badge() - note() - RunColumns.GAP;
        double user = rightWithin(fields.user, end, Math.max(beside, RunColumns.USER_LEAST * room), FIRST);
        double model = rightWithin(fields.model, end, RunColumns.WORDS * room, SECOND);
        layoutName(RunColumns.NAME + 20, end - user - (user > 0 ? RunColumns.GAP : 0));
        double start = RunColumns.NAME;
        double second = end - model - (model > 0 ? RunColumns.GAP : 0);
        double tags = tags(fields, start, 0.6 * (second - start), SECOND);
        start += tags > 0 ? tags + 2 : 0;
        place(fields.input, start, second - start, SECOND);
    }

    private static void show(boolean shown, Node... nodes) {
        for (var node : nodes) {
            node.setVisible(shown);
        }
    }

    private double badge() {
        return fields.errors.isVisible() ? fields.errors.prefWidth(-1) + RunColumns.GAP : 0;
    }

    private double note() {
        return fields.note.isVisible() ? 18 : 0;
    }

    private void layoutName(double start, double end) {
        double badge = badge();
        double name = Math.max(0, Math.min(fields.name.prefWidth(-1), end - start - badge - note()));
        place(fields.name, start, name, FIRST);
        place(fields.errors, start + name + RunColumns.GAP, fields.errors.prefWidth(-1), FIRST);
        center(fields.note, start + name + badge + 4, 14, FIRST);
    }
}
