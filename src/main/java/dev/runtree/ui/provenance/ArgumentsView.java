package dev.runtree.ui.provenance;

import dev.runtree.provenance.CallOrigins;
import dev.runtree.provenance.CallOrigins.Argument;
import dev.runtree.provenance.CallOrigins.Mark;
import dev.runtree.ui.Messages;
import dev.runtree.ui.OneLine;
import dev.runtree.ui.WrappedLabel;
import dev.runtree.ui.text.JsonText;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.function.Function;
import javafx.beans.InvalidationListener;
import javafx.geometry.VPos;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Hyperlink;
import javafx.scene.control.Label;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.ColumnConstraints;
import javafx.scene.layout.GridPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import org.jspecify.annotations.Nullable;
import org.kordamp.ikonli.bootstrapicons.BootstrapIcons;
import org.kordamp.ikonli.javafx.FontIcon;

/**
 * The arguments of a call, a row each. As soon as it is known where their values come from, those are marked that the error
 * names or that nobody had said; of a call that tries a failed one again, only what changed is shown at first.
 */
public final class ArgumentsView extends VBox {
    private final List<JsonText.Member> arguments;
    private final Function<JsonText.Member, Node> values;
    private final GridPane rows = new GridPane();
    private final InvalidationListener changed = observable -> refresh();
    private @Nullable Provenance provenance;
    private boolean all;

    private static final double WIDEST_KEYS = 190;

    /** In a pane of some width long names leave more than half of it to the values. */
    public static double widestKeys(double width) {
        return width <= 0 ? WIDEST_KEYS : Math.min(WIDEST_KEYS, Math.rint(width * 0.42));
    }

    /** @param values makes the node that shows a value */
    public ArgumentsView(List<JsonText.Member> arguments, Function<JsonText.Member, Node> values) {
        this.arguments = arguments;
        this.values = values;
        getStyleClass().add("arguments");
        rows.getStyleClass().add("facts");
        var keys = new ColumnConstraints(USE_PREF_SIZE, USE_COMPUTED_SIZE, WIDEST_KEYS);
        rows.widthProperty().subscribe(width -> keys.setMaxWidth(widestKeys(width.doubleValue())));
        var value = new ColumnConstraints();
        value.setHgrow(Priority.ALWAYS);
        rows.getColumnConstraints().addAll(keys, value);
        fill(null);
        sceneProperty().subscribe(scene -> join(scene == null ? null : Provenance.around(this)));
    }

    private void join(@Nullable Provenance found) {
        if (provenance == found) {
            return;
        }
        if (provenance != null) {
            provenance.originsProperty().removeListener(changed);
            provenance.markedProperty().removeListener(changed);
        }
        provenance = found;
        if (found != null) {
            found.originsProperty().addListener(changed);
            found.markedProperty().addListener(changed);
            refresh();
        }
    }

    private void refresh() {
        var from = provenance;
        var step = from == null ? null : from.originsProperty().get();
        fill(step == null ? null : step.of(arguments));
    }

    private void fill(@Nullable CallOrigins call) {
        var focused = focusedRow();
        rows.getChildren().clear();
        getChildren().setAll(rows);
        var marked = provenance != null && provenance.markedProperty().get();
        var retried = call != null && marked && call.arguments().stream().anyMatch(one -> one.before() != null);
        var unchanged = new ArrayList<JsonText.Member>();
        var row = 0;
        var names = new HashSet<String>();
        for (var member : arguments) {
            var argument = call == null || !names.add(member.key()) ? null : call.argument(member.key());
            if (retried && !all && argument != null && argument.before() == null && argument.mark() == Mark.NONE) {
                unchanged.add(member);
            } else {
                add(row++, member, argument, marked);
            }
        }
        if (!unchanged.isEmpty()) {
            getChildren().add(rest(unchanged.size(), call));
        }
        var why = call == null ? "" : Wording.why(call);
        if (!why.isEmpty()) {
            getChildren().add(marked ? note(why) : switchedOff());
        }
        if (focused >= 0 && focused < row) {
            rows.lookupAll(".argument-value").stream().skip(focused).findFirst().ifPresent(Node::requestFocus);
        }
    }

    private int focusedRow() {
        var row = 0;
        for (var value : rows.lookupAll(".argument-value")) {
            if (value.isFocused()) {
                return row;
            }
            row++;
        }
        return -1;
    }

    private void add(int row, JsonText.Member member, @Nullable Argument argument, boolean marked) {
        var key = new Label(OneLine.of(member.key()));
        key.getStyleClass().add("fact-key");
        key.setTooltip(new Tooltip(member.key()));
        GridPane.setValignment(key, VPos.TOP);
        var shown = values.apply(member);
        var value = new ArgumentValue(member, shown, argument, this::ask);
        if (argument == null || !marked) {
            rows.addRow(row, key, value);
            return;
        }
        value.mark(argument.mark());
        var beside = Wording.beside(argument);
        rows.addRow(row, key, beside == null ? value : new BesideLine(value, beside(beside)));
    }

    private static Region beside(Wording.Beside beside) {
        var words = new Label(beside.words());
        words.getStyleClass().add("said");
        words.setMinWidth(0);
        var quoted = new Label(beside.quoted());
        quoted.getStyleClass().add("quoted");
        quoted.setMinWidth(USE_PREF_SIZE);
        var line = new HBox(words, quoted);
        line.getStyleClass().add("argument-beside");
        line.setMinWidth(0);
        Tooltip.install(line, new Tooltip(beside.words() + " " + beside.quoted()));
        return line;
    }

    private void ask(Argument argument, Node beside) {
        var from = provenance;
        if (from != null) {
            from.tell(argument.name(), argument.origins(), beside);
        }
    }

    /** A call that was tried again says what changed; the rest is a press away. */
    private Node rest(int count, @Nullable CallOrigins call) {
        var more = new Hyperlink(Messages.text(count == 1 ? "origin.unchanged.one" : "origin.unchanged", count));
        more.setGraphic(new FontIcon(BootstrapIcons.CARET_RIGHT_FILL));
        more.getStyleClass().add("argument-rest");
        more.setOnAction(event -> {
            all = true;
            fill(call);
        });
        return more;
    }

    private Node note(String why) {
        var sign = new FontIcon(BootstrapIcons.EXCLAMATION_TRIANGLE_FILL);
        var text = new WrappedLabel(why);
        text.setMinHeight(USE_PREF_SIZE);
        text.setMaxWidth(Double.MAX_VALUE);
        HBox.setHgrow(text, Priority.ALWAYS);
        var off = new Button(null, new FontIcon(BootstrapIcons.EYE_SLASH));
        off.getStyleClass().add("flat-tool");
        off.setMinSize(USE_PREF_SIZE, USE_PREF_SIZE);
        off.setAccessibleText(Messages.text("origin.marks.off"));
        off.setTooltip(new Tooltip(Messages.text("origin.marks.off")));
        off.setOnAction(event -> mark(false));
        var note = new HBox(sign, text, off);
        note.getStyleClass().add("origin-note");
        return note;
    }

    private Node switchedOff() {
        var on = new Hyperlink(Messages.text("origin.marks.on"));
        on.getStyleClass().add("argument-rest");
        on.setOnAction(event -> mark(true));
        return on;
    }

    private void mark(boolean on) {
        var from = provenance;
        if (from != null) {
            from.markedProperty().set(on);
        }
    }
}
