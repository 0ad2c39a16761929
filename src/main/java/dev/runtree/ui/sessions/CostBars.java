package dev.runtree.ui.sessions;

import dev.runtree.model.Figures;
import dev.runtree.model.RunStatus;
import dev.runtree.ui.Messages;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntConsumer;
import javafx.css.PseudoClass;
import javafx.scene.AccessibleRole;
import javafx.scene.control.Label;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.Region;

/** What each turn cost, as bars; of many turns, a bar for as many in a row as there is room for. A click goes there. */
final class CostBars extends Region {
    private static final PseudoClass ERROR = PseudoClass.getPseudoClass("error");
    private static final PseudoClass PAUSED = PseudoClass.getPseudoClass("paused");
    private static final int MOST = 40;

    /** So many have their figures above and their numbers beneath. */
    private static final int LABELLED = 4;

    private static final double HEIGHT = 56;
    private static final double LINE = 16;

    private final IntConsumer go;
    private final List<Bar> bars = new ArrayList<>();

    private record Bar(Region shape, Label cost, Label turn, double share) {}

    /** @param go goes to a turn, by its place */
    CostBars(IntConsumer go) {
        this.go = go;
        getStyleClass().add("cost-bars");
        setAccessibleRole(AccessibleRole.IMAGE_VIEW);
    }

    void show(List<Entry> turns) {
        getChildren().clear();
        bars.clear();
        int each = Math.max(1, (turns.size() + MOST - 1) / MOST);
        var groups = new ArrayList<List<Entry>>();
        for (int i = 0; i < turns.size(); i += each) {
            groups.add(turns.subList(i, Math.min(turns.size(), i + each)));
        }
        var most =
                groups.stream().map(CostBars::cost).max(BigDecimal::compareTo).orElse(BigDecimal.ZERO);
        for (int i = 0; i < groups.size(); i++) {
            add(groups.get(i), i * each, most, groups.size() <= LABELLED);
        }
        boolean known = most.signum() > 0;
        setVisible(known);
        setManaged(known);
        setAccessibleText(Messages.text("sessions.cost.spoken", Figures.count(turns.size()), Figures.cost(most)));
        requestLayout();
    }

    private static BigDecimal cost(List<Entry> turns) {
        var sum = BigDecimal.ZERO;
        for (var turn : turns) {
            var cost = turn.run().tree().cost();
            sum = cost == null ? sum : sum.add(cost);
        }
        return sum;
    }

    private void add(List<Entry> turns, int place, BigDecimal most, boolean labelled) {
        var sum = cost(turns);
        var shape = new Region();
        shape.getStyleClass().add("cost-bar");
        shape.pseudoClassStateChanged(
                ERROR, turns.stream().anyMatch(turn -> turn.run().status() == RunStatus.ERROR));
        shape.pseudoClassStateChanged(
                PAUSED, turns.stream().anyMatch(turn -> turn.run().status() == RunStatus.PAUSED));
        shape.setOnMouseClicked(event -> go.accept(place));
        var first = String.valueOf(place + 1);
        var named = turns.size() == 1
                ? Messages.text("sessions.cost.turn", first)
                : Messages.text("sessions.cost.turns", first, String.valueOf(place + turns.size()));
        Tooltip.install(shape, new Tooltip(named + "\n" + Figures.cost(sum)));
        var cost = new Label(Figures.cost(sum));
        cost.getStyleClass().add("cost-figure");
        boolean failed = turns.stream().anyMatch(turn -> turn.run().status() == RunStatus.ERROR);
        var turn = new Label(failed ? named + " ✕" : named);
        turn.getStyleClass().add("cost-turn");
        cost.setVisible(labelled);
        turn.setVisible(labelled);
        bars.add(new Bar(shape, cost, turn, most.signum() == 0 ? 0 : sum.doubleValue() / most.doubleValue()));
        getChildren().addAll(shape, cost, turn);
    }

    private boolean isLabelled() {
        return bars.size() <= LABELLED;
    }

    @Override
    protected double computePrefHeight(double width) {
        return HEIGHT + (isLabelled() ? 2 * LINE : 2);
    }

    @Override
    protected double computePrefWidth(double height) {
        return 200;
    }

    @Override
    protected void layoutChildren() {
        double room = getWidth() / Math.max(1, bars.size());
        double bottom = getHeight() - (isLabelled() ? LINE + 2 : 1);
        double gap = isLabelled() ? 14 : room >= 5 ? 2 : 1;
        for (int i = 0; i < bars.size(); i++) {
            var bar = bars.get(i);
            double height = Math.max(1, Math.rint(HEIGHT * bar.share()));
            double start = snapPositionX(i * room);
            double width = Math.min(64, Math.max(1, snapPositionX((i + 1) * room) - start - gap));
            bar.shape().resizeRelocate(start, bottom - height, width, height);
            if (isLabelled()) {
                bar.cost().resizeRelocate(start, bottom - height - LINE, room, LINE);
                bar.turn().resizeRelocate(start, bottom + 2, room, LINE);
            }
        }
    }
}
