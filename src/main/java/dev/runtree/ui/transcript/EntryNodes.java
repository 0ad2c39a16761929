package dev.runtree.ui.transcript;

import dev.runtree.model.Figures;
import dev.runtree.model.SpanKind;
import dev.runtree.ui.Messages;
import dev.runtree.ui.OneLine;
import dev.runtree.ui.RightToLeft;
import dev.runtree.ui.WrappedLabel;
import dev.runtree.ui.run.Look;
import dev.runtree.ui.transcript.Entry.Speaker;
import java.time.InstantSource;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Hyperlink;
import javafx.scene.control.Label;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;
import org.jspecify.annotations.Nullable;
import org.kordamp.ikonli.bootstrapicons.BootstrapIcons;
import org.kordamp.ikonli.javafx.FontIcon;

/** What entries look like. Whatever was said stands there as it was said: as text, never as anything that could be run. */
final class EntryNodes {
    /** A label lays all of its text out; more than this is read in the step. */
    private static final int MOST = 20_000;

    private static final double INDENT = 22;
    private static final int DEEPEST = 6;

    private final InstantSource clock;
    private final Consumer<Entry> toggle;

    /** @param toggle folds or unfolds an entry */
    EntryNodes(InstantSource clock, Consumer<Entry> toggle) {
        this.clock = clock;
        this.toggle = toggle;
    }

    Region of(Entry entry, boolean unfolded) {
        var node = switch (entry) {
            case Entry.Said said -> said(said, unfolded);
            case Entry.Aside aside -> aside(aside, unfolded);
            case Entry.Call call -> call(call, unfolded);
            case Entry.Note note -> note(note, unfolded);
            case Entry.Failed failed -> failed(failed, unfolded);
            case Entry.More more -> more(more);
        };
        return indented(entry.depth(), node);
    }

    private static Region indented(int depth, Region node) {
        if (depth == 0) {
            return node;
        }
        var line = new HBox();
        for (var i = 0; i < Math.min(depth, DEEPEST); i++) {
            var guide = new Region();
            guide.getStyleClass().add("entry-guide");
            guide.setMinWidth(INDENT);
            guide.setMaxWidth(INDENT);
            line.getChildren().add(guide);
        }
        HBox.setHgrow(node, Priority.ALWAYS);
        line.getChildren().add(node);
        return line;
    }

    private Region said(Entry.Said said, boolean unfolded) {
        var name = new Label(TranscriptText.title(said));
        name.getStyleClass().add("speaker");
        name.setMinWidth(40);
        var head = new HBox(name);
        head.getStyleClass().add("said-head");
        head.setAlignment(Pos.BASELINE_LEFT);
        if (said.model() != null) {
            head.getChildren().add(figure(said.model(), false));
        }
        head.getChildren()
                .add(figure(
                        Figures.time(Figures.instant(said.startNanos()), clock.instant(), ZoneId.systemDefault()),
                        true));
        if (said.isAnswer()) {
            var answer = new Label(Messages.text("run.transcript.answer"));
            answer.getStyleClass().addAll("pill", "status-ok");
            answer.setMinWidth(Region.USE_PREF_SIZE);
            head.getChildren().add(answer);
        }
        var box = new VBox(head, words(said.text(), unfolded, "said-words"));
        box.getStyleClass().add("said");
        more(said, said.text(), unfolded, box);
        HBox.setHgrow(box, Priority.ALWAYS);
        var line = new HBox(avatar(said), box);
        line.getStyleClass().add("said-line");
        return line;
    }

    private static Node avatar(Entry.Said said) {
        Node inside;
        if (said.speaker() == Speaker.USER) {
            var name = TranscriptText.title(said);
            inside = new Label(name.substring(0, name.offsetByCodePoints(0, 1)).toUpperCase(Locale.ROOT));
        } else {
            inside = icon(said.kind());
        }
        var avatar = new StackPane(inside);
        avatar.getStyleClass().addAll("avatar", said.speaker() == Speaker.USER ? "user" : "agent");
        avatar.setMinSize(26, 26);
        avatar.setMaxSize(26, 26);
        return avatar;
    }

    private static FontIcon icon(SpanKind kind) {
        var icon = new FontIcon(Look.of(kind).icon());
        icon.getStyleClass().addAll("kind-icon", "kind-" + kind.lowerCase());
        return icon;
    }

    private Region aside(Entry.Aside aside, boolean unfolded) {
        var label = new Label(TranscriptText.title(aside));
        label.getStyleClass().add("aside-title");
        var box = new VBox(foldable(aside, unfolded, List.of(label)));
        if (unfolded) {
            box.getChildren().add(framed(words(aside.text(), true, "muted")));
        }
        return box;
    }

    private Region call(Entry.Call call, boolean unfolded) {
        var failed = call.error() != null;
        var icon = failed ? new FontIcon(BootstrapIcons.X_OCTAGON_FILL) : icon(SpanKind.TOOL);
        icon.getStyleClass().addAll("kind-icon", failed ? "kind-error" : "kind-tool");
        var name = new Label(call.name(), icon);
        name.getStyleClass().add("call-name");
        name.setMinWidth(60);
        var arguments = grown(TranscriptText.shownArguments(call), "call-arguments");
        var line = new ArrayList<Node>(List.of(name, arguments));
        line.add(figure(Figures.duration(call.durationNanos()), true));
        var box = new VBox(foldable(call, unfolded, line));
        if (failed && !unfolded) {
            box.getChildren()
                    .add(underneath(Clip.of(String.valueOf(call.error())).line(200), "call-error"));
        } else if (call.result() != null && !unfolded) {
            box.getChildren()
                    .add(underneath("→ " + RightToLeft.kept(call.result().line(200)), "call-result"));
        }
        if (unfolded) {
            part("run.transcript.arguments", call.arguments(), box);
            part("run.transcript.result", call.result(), box);
            part("run.transcript.error", call.error() == null ? null : Clip.of(call.error()), box);
        }
        box.getStyleClass().add("call");
        if (failed) {
            box.getStyleClass().add("failed");
        }
        return box;
    }

    private static Node underneath(String text, String styleClass) {
        var label = grown(text, styleClass);
        var line = new HBox(label);
        line.getStyleClass().add("underneath");
        return line;
    }

    private static void part(String key, @Nullable Clip text, VBox box) {
        if (text != null && !text.text().isEmpty()) {
            var title = new Label(Messages.text(key));
            title.getStyleClass().add("role");
            box.getChildren().add(framed(new VBox(title, words(text, true, "code"))));
        }
    }

    private Region note(Entry.Note note, boolean unfolded) {
        var label = grown(TranscriptText.line(note), note.failed() ? "note-failed" : "note-text");
        label.setGraphic(icon(note.kind()));
        var line = List.<Node>of(label, figure(Figures.duration(note.durationNanos()), true));
        var box = new VBox(note.more() == null ? line(line) : foldable(note, unfolded, line));
        if (unfolded && note.more() != null) {
            box.getChildren().add(framed(words(note.more(), true, "muted")));
        }
        return box;
    }

    private Region failed(Entry.Failed failed, boolean unfolded) {
        var icon = new FontIcon(BootstrapIcons.X_OCTAGON_FILL);
        icon.getStyleClass().add("kind-error");
        var title = new Label(Messages.text("run.transcript.failed.title", failed.title()), icon);
        title.getStyleClass().add("error-title");
        var box = new VBox(title, words(failed.message(), unfolded, "code"));
        box.getStyleClass().add("failed-entry");
        more(failed, failed.message(), unfolded, box);
        return box;
    }

    private static Region more(Entry.More more) {
        var label = new WrappedLabel(TranscriptText.line(more));
        label.getStyleClass().add(more.problem() == null ? "hint" : "note-failed");
        var box = new VBox(label);
        box.getStyleClass().add("more-entry");
        return box;
    }

    /** A line with a caret, which folds and unfolds when it is pressed. */
    private Region foldable(Entry entry, boolean unfolded, List<? extends Node> nodes) {
        var caret = new FontIcon(unfolded ? BootstrapIcons.CARET_DOWN_FILL : BootstrapIcons.CARET_RIGHT_FILL);
        caret.getStyleClass().add("caret-icon");
        var place = new StackPane(caret);
        place.setMinWidth(16);
        place.getStyleClass().add("caret-place");
        place.setOnMouseClicked(event -> {
            toggle.accept(entry);
            event.consume();
        });
        var line = line(nodes);
        line.getChildren().addFirst(place);
        return line;
    }

    private static HBox line(List<? extends Node> nodes) {
        var line = new HBox();
        line.getChildren().addAll(nodes);
        line.getStyleClass().add("entry-line");
        line.setAlignment(Pos.CENTER_LEFT);
        return line;
    }

    private static Label words(Clip text, boolean whole, String styleClass) {
        var shown = whole ? text.text().substring(0, Math.min(MOST, text.text().length())) : text.shortened();
        var left = text.length() - shown.length();
        var note = whole && left > 0 ? "\n" + Messages.text("run.transcript.left", Figures.count(left)) : "";
        var label = new WrappedLabel(shown + (whole || left == 0 ? note : "…"));
        label.setMinHeight(Region.USE_PREF_SIZE);
        label.setMaxWidth(Double.MAX_VALUE);
        label.getStyleClass().addAll("words", styleClass);
        return label;
    }

    private void more(Entry entry, Clip text, boolean unfolded, VBox box) {
        if (text.isLong()) {
            var link = new Hyperlink(
                    unfolded
                            ? Messages.text("run.transcript.less")
                            : Messages.text("run.transcript.all", Figures.count(text.length())));
            link.getStyleClass().add("show-all");
            link.setFocusTraversable(false);
            link.setOnAction(event -> toggle.accept(entry));
            box.getChildren().add(link);
        }
    }

    private static Region framed(Region node) {
        node.getStyleClass().add("unfolded");
        var box = new VBox(node);
        box.getStyleClass().add("unfolded-place");
        return box;
    }

    private static Label grown(String text, String styleClass) {
        var label = new Label(text);
        label.getStyleClass().add(styleClass);
        label.setPrefWidth(0); // what is beside it keeps its width
        label.setMaxWidth(Double.MAX_VALUE);
        HBox.setHgrow(label, Priority.ALWAYS);
        return label;
    }

    private static Label figure(String text, boolean whole) {
        var figure = new Label(OneLine.of(text));
        figure.getStyleClass().add("figure");
        figure.setMinWidth(whole ? Region.USE_PREF_SIZE : 30);
        return figure;
    }
}
