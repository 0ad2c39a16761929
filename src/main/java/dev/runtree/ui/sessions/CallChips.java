package dev.runtree.ui.sessions;

import dev.runtree.model.Figures;
import dev.runtree.model.SpanId;
import dev.runtree.ui.Icons;
import dev.runtree.ui.Messages;
import java.util.List;
import java.util.function.Consumer;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.OverrunStyle;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.FlowPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;
import org.kordamp.ikonli.bootstrapicons.BootstrapIcons;

/** The calls of tools in a turn: folded to chips, of which those of failed calls are red; unfolded, a line each. */
final class CallChips extends VBox {
    private static final int CHIPS = 12;
    private static final int LINES = 100;

    /**
     * @param fold folds and unfolds them
     * @param open opens the run at a call
     */
    CallChips(Turn turn, boolean open, Runnable fold, Consumer<SpanId> openCall) {
        getStyleClass().add("calls");
        getChildren().add(head(turn.calls(), open, fold, openCall));
        if (open) {
            turn.calls().stream().limit(LINES).forEach(call -> getChildren().add(line(call, openCall)));
            if (turn.calls().size() > LINES) {
                getChildren().add(more(turn.calls().size() - LINES));
            }
        }
    }

    private static Node head(List<Call> calls, boolean open, Runnable fold, Consumer<SpanId> openCall) {
        var caret = new Button(
                calls.size() == 1
                        ? Messages.text("sessions.calls.one")
                        : Messages.text("sessions.calls", Figures.count(calls.size())));
        caret.setGraphic(Icons.icon(open ? BootstrapIcons.CARET_DOWN_FILL : BootstrapIcons.CARET_RIGHT_FILL));
        caret.getStyleClass().add("call-fold");
        caret.setFocusTraversable(false);
        caret.setOnAction(event -> fold.run());
        var flow = new FlowPane(6, 4, caret);
        flow.getStyleClass().add("call-chips");
        if (!open) {
            chips(calls, openCall, flow);
        }
        return flow;
    }

    /** Failed ones are never among those that are left out, as long as there is room for them. */
    private static void chips(List<Call> calls, Consumer<SpanId> openCall, FlowPane flow) {
        long failed = calls.stream().filter(Call::failed).count();
        long room = CHIPS - Math.min(CHIPS, failed);
        int shown = 0;
        for (var call : calls) {
            if (shown < CHIPS && (call.failed() || room-- > 0)) {
                flow.getChildren().add(chip(call, openCall));
                shown++;
            }
        }
        if (shown < calls.size()) {
            flow.getChildren().add(more(calls.size() - shown));
        }
    }

    private static Node more(int count) {
        var label = new Label(Messages.text("sessions.calls.more", Figures.count(count)));
        label.getStyleClass().add("hint");
        return label;
    }

    private static Button chip(Call call, Consumer<SpanId> openCall) {
        var chip = new Button(call.tool());
        chip.setGraphic(Icons.icon(call.failed() ? BootstrapIcons.X_OCTAGON_FILL : BootstrapIcons.WRENCH));
        chip.getStyleClass().add("call-chip");
        chip.setMnemonicParsing(false);
        chip.setTextOverrun(OverrunStyle.ELLIPSIS);
        chip.setMaxWidth(260);
        chip.setFocusTraversable(false);
        if (call.failed()) {
            chip.getStyleClass().add("failed");
        }
        chip.setOnAction(event -> openCall.accept(call.span()));
        chip.setTooltip(new Tooltip(told(call)));
        chip.setAccessibleText(told(call));
        return chip;
    }

    private static String told(Call call) {
        var error = call.error();
        return Messages.text(call.failed() ? "sessions.call.failed" : "sessions.call", call.tool())
                + (error == null ? "" : "\n" + error);
    }

    private static Node line(Call call, Consumer<SpanId> openCall) {
        var arguments = new Label(call.arguments() == null ? "" : oneLine(call.arguments()));
        arguments.getStyleClass().add("call-text");
        HBox.setHgrow(arguments, Priority.ALWAYS);
        arguments.setMaxWidth(Double.MAX_VALUE);
        arguments.setMinWidth(0);
        var duration = new Label(Figures.duration(call.durationNanos()));
        duration.getStyleClass().add("figure");
        duration.setMinWidth(USE_PREF_SIZE);
        var first = new HBox(chip(call, openCall), arguments, duration);
        first.getStyleClass().add("call-line");
        var said = call.failed() ? call.error() : call.result();
        var line = new VBox(first);
        if (said != null && !said.isBlank()) {
            var result = new Label(call.failed() ? said : "→ " + oneLine(said));
            result.getStyleClass().add(call.failed() ? "call-error" : "call-text");
            result.setWrapText(call.failed());
            result.setMinWidth(0);
            line.getChildren().add(result);
        }
        line.getStyleClass().add("call-detail");
        return line;
    }

    private static String oneLine(String text) {
        return text.replaceAll("\\s+", " ").strip();
    }
}
