package dev.runtree.ui.watch;

import dev.runtree.model.Figures;
import dev.runtree.model.watch.TokenSpend;
import dev.runtree.model.watch.TokenSpend.Spent;
import dev.runtree.ui.Messages;
import java.util.ArrayList;
import java.util.List;
import javafx.scene.canvas.GraphicsContext;
import org.jspecify.annotations.Nullable;

/** What models used: a bar for each stretch, in which the models stand one above the other. */
final class BarsChart extends Chart {
    /** The colours of the first models; all others have the last one. */
    static final List<Ink> INKS = List.of(Ink.SERIES_1, Ink.SERIES_2, Ink.SERIES_3, Ink.SERIES_4);

    private static final double WIDEST = 36;

    private @Nullable TokenSpend spend;
    private boolean isCost;

    BarsChart() {
        super(0);
    }

    /** @param cost whether the cost is shown rather than the tokens */
    void show(TokenSpend now, boolean cost) {
        spend = now;
        isCost = cost;
        show(now.course());
    }

    private double value(Spent spent) {
        return (isCost ? spent.cost() : spent.tokens()).doubleValue();
    }

    /** What the first models used in a stretch, and the others together. */
    private List<Spent> parts(int index) {
        var parts = new ArrayList<Spent>();
        if (spend != null) {
            for (var i = 0; i < spend.models().size(); i++) {
                var at = spend.models().get(i).stretches().get(index);
                if (i < INKS.size()) {
                    parts.add(at);
                } else {
                    parts.set(INKS.size() - 1, parts.getLast().plus(at));
                }
            }
        }
        return parts;
    }

    private Spent all(int index) {
        return parts(index).stream().reduce(Spent.NONE, Spent::plus);
    }

    @Override
    String title() {
        return spend == null ? "" : Messages.text("watch.spend.told", told(spend.now()));
    }

    static String told(Spent spent) {
        var cost = SpendCard.cost(spent);
        return Figures.tokenTotal(spent.tokens().longValue()) + (cost.isEmpty() ? "" : ", " + cost);
    }

    @Override
    String words(int index) {
        var words = new StringBuilder(told(all(index)));
        if (spend != null) {
            for (var model : spend.models()) {
                var at = model.stretches().get(index);
                if (at.calls() > 0 && words.chars().filter(c -> c == '\n').count() < INKS.size() + 1) {
                    words.append('\n')
                            .append(SpendCard.name(model.model()))
                            .append("  ")
                            .append(told(at));
                }
            }
        }
        return words.toString();
    }

    @Override
    Scale scale() {
        var most = 0.0;
        if (spend != null) {
            for (var i = 0; i < spend.course().size(); i++) {
                most = Math.max(most, value(all(i)));
            }
        }
        return isCost ? Scale.ofDollars(most) : Scale.ofTokens(most);
    }

    @Override
    void paint(GraphicsContext g, Area area) {
        for (var i = 0; i < area.course().size(); i++) {
            var room = area.left(i + 1) - area.left(i);
            var width = Math.max(1, Math.min(WIDEST, Math.floor(room * 0.72)));
            var x = Math.rint(area.middle(i) - width / 2);
            var below = area.bottom();
            var sum = 0.0;
            var parts = parts(i);
            for (var part = 0; part < parts.size(); part++) {
                sum += value(parts.get(part));
                var y = Math.rint(area.at(sum));
                if (y < below) {
                    g.setFill(ink(INKS.get(part)));
                    g.fillRect(x, y, width, below - y - (below < area.bottom() ? 1 : 0));
                    below = y;
                }
            }
        }
    }
}
