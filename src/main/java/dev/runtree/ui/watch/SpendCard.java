package dev.runtree.ui.watch;

import dev.runtree.model.Figures;
import dev.runtree.model.watch.Change;
import dev.runtree.model.watch.Signal;
import dev.runtree.model.watch.TokenSpend;
import dev.runtree.model.watch.TokenSpend.Spent;
import dev.runtree.query.RunKey;
import dev.runtree.store.Query;
import dev.runtree.store.Scope;
import dev.runtree.store.Signals;
import dev.runtree.ui.Messages;
import dev.runtree.ui.background.Background;
import dev.runtree.ui.watch.FigureLabel.Trend;
import dev.runtree.ui.watch.Rows.Cell;
import java.math.BigDecimal;
import java.util.ArrayList;
import javafx.scene.control.ToggleButton;
import javafx.scene.control.ToggleGroup;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;

/** What models used and cost. */
final class SpendCard extends SignalCard<TokenSpend> {
    private static final BigDecimal LEAST_COST = new BigDecimal("0.005");
    private static final BigDecimal MUCH = BigDecimal.TWO;
    private static final int MOST = 4;

    private final FigureLabel tokens = new FigureLabel(Messages.text("watch.spend.tokens"));
    private final FigureLabel cost = new FigureLabel(Messages.text("watch.spend.cost"));
    private final BarsChart chart = new BarsChart();
    private final ToggleButton costButton = new ToggleButton(Messages.text("watch.spend.by.cost"));
    private final Rows rows = new Rows(
            new Rows.Column(Messages.text("watch.spend.model"), Rows.GROWS, false),
            new Rows.Column(Messages.text("watch.spend.tokens.head"), 64, true),
            new Rows.Column(Messages.text("watch.spend.cost.head"), 68, true),
            new Rows.Column(Messages.text("watch.change"), 58, true));

    SpendCard(Background background, Wishes wishes) {
        super(Signal.SPEND, background, wishes);
        chart.onOpened(this::open);
        VBox.setVgrow(chart, Priority.ALWAYS);
        addTool(choice());
        fill(new FigureLine(tokens, cost), chart, rows);
    }

    private HBox choice() {
        var tokensButton = new ToggleButton(Messages.text("watch.spend.by.tokens"));
        var group = new ToggleGroup();
        for (var button : new ToggleButton[] {tokensButton, costButton}) {
            button.getStyleClass().add("segment");
            button.setToggleGroup(group);
        }
        tokensButton.setSelected(true);
        group.selectedToggleProperty().addListener((value, before, now) -> {
            if (now == null && before != null) {
                before.setSelected(true);
            } else {
                draw();
            }
        });
        var choice = new HBox(tokensButton, costButton);
        choice.getStyleClass().add("segments");
        choice.setMaxHeight(Region.USE_PREF_SIZE);
        return choice;
    }

    private void draw() {
        var now = shown();
        if (now != null) {
            chart.show(now, costButton.isSelected());
        }
    }

    private void open(int index) {
        var now = shown();
        if (now != null) {
            wishes().runs(runsAt(now.course(), index));
        }
    }

    @Override
    Query<TokenSpend> ask(Signals signals, Scope of) {
        return signals.spend(of);
    }

    @Override
    boolean isEmpty(TokenSpend spend) {
        return spend.models().isEmpty();
    }

    @Override
    void show(TokenSpend spend) {
        var now = spend.now();
        var before = spend.before();
        tokens.show(Figures.tokens(now.tokens().longValue()), Change.of(now.tokens(), before.tokens()), Trend.NEUTRAL);
        tokens.tell(now.tokens().toBigInteger().toString());
        // What is the least that was spent cannot be held against another sum.
        var isWhole = now.unpriced() == 0 && before.unpriced() == 0;
        cost.show(
                cost(now),
                isWhole ? Change.of(now.cost(), before.cost()) : "",
                isWhole && before.cost().signum() > 0
                        ? Trend.ofSmall(now.cost().doubleValue(), before.cost().doubleValue())
                        : Trend.NEUTRAL);
        cost.tell(now.unpriced() == 0 ? "" : Messages.text("watch.spend.unpriced", Figures.count(now.unpriced())));
        draw();
        var lines = new ArrayList<Rows.Line>();
        for (var i = 0; i < Math.min(MOST, spend.models().size()); i++) {
            lines.add(line(spend, i));
        }
        rows.show(lines, spend.models().size() - lines.size());
    }

    private Rows.Line line(TokenSpend spend, int index) {
        var model = spend.models().get(index);
        var swatch = new Region();
        swatch.getStyleClass().addAll("watch-swatch", "swatch-" + (Math.min(index, BarsChart.INKS.size() - 1) + 1));
        var change = Change.of(model.now().tokens(), model.before().tokens());
        var isMuch = model.before().calls() > 0
                && model.now().tokens().compareTo(model.before().tokens().multiply(MUCH)) >= 0;
        return new Rows.Line(
                Messages.text("watch.spend.row", name(model.model()), BarsChart.told(model.now()), change),
                false,
                () -> wishes().runs(runs(spend.course()).with(RunKey.MODEL, model.model())),
                Cell.of(name(model.model()), swatch),
                Cell.figure(Figures.tokens(model.now().tokens().longValue())),
                Cell.figure(cost(model.now())),
                isMuch ? Cell.bad(change) : Cell.faint(change));
    }

    static String name(String model) {
        return model.isEmpty() ? Messages.text("watch.spend.unknown") : model;
    }

    /** The least that it was, where some prices are unknown; empty where nothing is known. */
    static String cost(Spent spent) {
        if (spent.unpriced() == 0) {
            return Figures.costSum(spent.cost());
        }
        return spent.cost().compareTo(LEAST_COST) < 0 ? "" : "≥" + Figures.costSum(spent.cost());
    }
}
