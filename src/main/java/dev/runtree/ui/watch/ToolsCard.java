package dev.runtree.ui.watch;

import dev.runtree.model.Figures;
import dev.runtree.model.watch.Change;
import dev.runtree.model.watch.Signal;
import dev.runtree.model.watch.ToolFailures;
import dev.runtree.query.Glob;
import dev.runtree.query.RunFilter;
import dev.runtree.query.StepKey;
import dev.runtree.store.Query;
import dev.runtree.store.Scope;
import dev.runtree.store.Signals;
import dev.runtree.ui.Messages;
import dev.runtree.ui.background.Background;
import dev.runtree.ui.watch.FigureLabel.Trend;
import dev.runtree.ui.watch.Rows.Cell;
import java.util.ArrayList;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Region;

/** How often tools fail. */
final class ToolsCard extends SignalCard<ToolFailures> {
    private static final int MOST = 30;
    private static final double BAR = 40;
    /** From here on the tool that fails the most is the one to look at. */
    private static final double MUCH = 0.05;
    /** One or two that failed may be chance. */
    private static final int SOME = 3;

    private final FigureLabel rate = new FigureLabel(Messages.text("watch.tools.rate"));
    private final FigureLabel failed = new FigureLabel("");
    private final Button open = new Button();
    private final Rows rows = new Rows(
            new Rows.Column(Messages.text("watch.tools.tool"), Rows.GROWS, false),
            new Rows.Column(Messages.text("watch.tools.trend"), 56, false),
            new Rows.Column(Messages.text("watch.tools.share"), 94, false),
            new Rows.Column(Messages.text("watch.tools.failed"), 40, true),
            new Rows.Column(Messages.text("watch.tools.calls"), 46, true));

    ToolsCard(Background background, Wishes wishes) {
        super(Signal.TOOLS, background, wishes);
        open.getStyleClass().add("flat-tool");
        open.setText(Messages.text("watch.tools.open"));
        open.setOnAction(event -> openFailed());
        addTool(open);
        rows.takeHeight();
        fill(new FigureLine(rate, failed), rows);
    }

    private void openFailed() {
        var now = shown();
        if (now != null) {
            var tool = tool();
            var asked = tool == null ? "kind:tool" : "tool:" + Glob.of(tool).print(StepKey.TOOL);
            wishes().runs(RunFilter.parse(runs(now.course()).print() + " span:(" + asked + " step.status:error)"));
        }
    }

    private void open(ToolFailures.OfTool tool) {
        var now = shown();
        if (now != null) {
            var term = "tool:" + Glob.of(tool.tool()).print(StepKey.TOOL);
            wishes().runs(RunFilter.parse(runs(now.course()).print() + " "
                    + (tool.now().failed() > 0 ? "span:(" + term + " step.status:error)" : term)));
        }
    }

    @Override
    Query<ToolFailures> ask(Signals signals, Scope of) {
        return signals.tools(of);
    }

    @Override
    boolean isEmpty(ToolFailures tools) {
        return tools.now().ended() == 0;
    }

    @Override
    void show(ToolFailures tools) {
        var now = tools.now();
        var before = tools.before();
        rate.show(
                Figures.share(now.rate()),
                before.ended() == 0 ? "" : Change.ofShares(now.rate(), before.rate()),
                before.ended() == 0 ? Trend.NEUTRAL : Trend.ofSmall(now.rate(), before.rate()));
        failed.rename(Messages.text("watch.tools.of", Figures.counted(now.ended(), "call")));
        failed.show(Figures.count(now.failed()), "", Trend.NEUTRAL);
        open.setDisable(now.failed() == 0);
        var most = tools.tools().getFirst().now().rate();
        var worst = tools.tools().stream()
                .filter(tool -> tool.now().rate() >= MUCH && tool.now().failed() >= SOME)
                .findFirst()
                .orElse(null);
        var lines = new ArrayList<Rows.Line>();
        for (var tool : tools.tools().subList(0, Math.min(MOST, tools.tools().size()))) {
            lines.add(line(tool, tool.equals(worst), most));
        }
        rows.show(lines, tools.tools().size() - lines.size());
    }

    private Rows.Line line(ToolFailures.OfTool tool, boolean isWorst, double most) {
        var now = tool.now();
        return new Rows.Line(
                Messages.text(
                        "watch.tools.row",
                        tool.tool(),
                        Figures.share(now.rate()),
                        Figures.counted(now.ended(), "call"),
                        Figures.share(tool.before().rate())),
                isWorst,
                () -> open(tool),
                Cell.of(tool.tool(), null),
                Cell.of("", trend(tool, isWorst)),
                new Cell(Figures.share(now.rate()), isWorst ? "watch-bad" : "watch-figure", bar(now.rate(), most)),
                Cell.figure(Figures.count(now.failed())),
                Cell.faint(Figures.count(now.ended())));
    }

    private static Node trend(ToolFailures.OfTool tool, boolean isWorst) {
        return new Sparkline(
                tool.stretches().stream()
                        .map(calls -> calls.ended() == 0 ? Double.NaN : calls.rate())
                        .toList(),
                MUCH,
                isWorst ? Ink.DANGER : Ink.NEUTRAL_BAR);
    }

    private static Node bar(double rate, double most) {
        var bar = new Region();
        bar.getStyleClass().add("watch-bar");
        var width = most <= 0 ? 0 : Math.max(rate > 0 ? 2 : 1, Math.rint(BAR * rate / most));
        bar.setMinSize(width, 9);
        bar.setMaxSize(width, 9);
        return new HBox(bar);
    }
}
