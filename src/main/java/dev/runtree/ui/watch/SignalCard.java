package dev.runtree.ui.watch;

import dev.runtree.model.watch.Course;
import dev.runtree.model.watch.Signal;
import dev.runtree.query.Condition;
import dev.runtree.query.RunFilter;
import dev.runtree.store.Query;
import dev.runtree.store.Scope;
import dev.runtree.store.Signals;
import dev.runtree.ui.Icons;
import dev.runtree.ui.Messages;
import dev.runtree.ui.SqlAsked;
import dev.runtree.ui.alerts.Wanted;
import dev.runtree.ui.background.Background;
import dev.runtree.ui.background.Latest;
import dev.runtree.ui.filter.TimeWords;
import java.time.Instant;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import javafx.css.PseudoClass;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;
import javafx.util.Duration;
import org.jspecify.annotations.Nullable;
import org.kordamp.ikonli.bootstrapicons.BootstrapIcons;

/**
 * The card of a signal: asks for its numbers, keeps the last ones while newer ones are asked for, and says why there are none.
 *
 * @param <T> the numbers
 */
abstract class SignalCard<T> extends VBox {
    private static final PseudoClass FAILED = PseudoClass.getPseudoClass("failed");
    private static final Duration CALM = Duration.seconds(2);
    private static final java.time.Duration SOON = java.time.Duration.ofMinutes(2);

    private final Signal signal;
    private final Wishes wishes;
    private final Latest latest;
    private final Label note = new Label();
    private final HBox tools = new HBox();
    private final VBox content = new VBox();
    private final Label state = new Label();
    private final StackPane body = new StackPane();
    private RunFilter filter = RunFilter.ALL;
    private Runnable answered = () -> {};
    private @Nullable Scope scope;
    private @Nullable T shown;

    SignalCard(Signal signal, Background background, Wishes wishes) {
        this.signal = signal;
        this.wishes = wishes;
        latest = new Latest(background, CALM);
        getStyleClass().add("watch-card");
        var title = new Label(Messages.text("watch." + signal.word()));
        title.getStyleClass().add("watch-title");
        title.setMinWidth(Region.USE_PREF_SIZE);
        note.getStyleClass().add("watch-note");
        note.setText(Messages.text("watch." + signal.word() + ".note"));
        var gap = new Region();
        HBox.setHgrow(gap, Priority.ALWAYS);
        tools.getStyleClass().add("watch-tools");
        tools.getChildren().addAll(sqlButton(), alertButton());
        tools.setMinWidth(Region.USE_PREF_SIZE);
        var head = new HBox(title, note, gap, tools);
        head.getStyleClass().add("watch-card-head");
        state.getStyleClass().add("watch-state");
        state.setWrapText(true);
        content.getStyleClass().add("watch-content");
        content.setVisible(false);
        body.getChildren().addAll(content, state);
        VBox.setVgrow(body, Priority.ALWAYS);
        getChildren().addAll(head, body);
        setMinSize(0, 0);
    }

    private Button alertButton() {
        var button = new Button(null, Icons.icon(BootstrapIcons.BELL));
        button.getStyleClass().addAll("flat-tool", "alert-button");
        button.setTooltip(new Tooltip(Messages.text("watch.alert.tip")));
        button.setAccessibleText(Messages.text("watch.alert.of", Messages.text("watch." + signal.word())));
        button.setOnAction(event -> wishes.alerts(new Wanted(signal, counted())));
        return button;
    }

    private Button sqlButton() {
        var button = new Button(Messages.text("watch.sql"), Icons.icon(BootstrapIcons.CODE_SLASH));
        button.getStyleClass().add("flat-tool");
        button.setTooltip(new Tooltip(Messages.text("watch.sql.tip")));
        button.setAccessibleText(Messages.text("watch.sql.of", Messages.text("watch." + signal.word())));
        button.setOnAction(event -> {
            var of = scope;
            if (of != null) {
                SqlAsked.ask(button, Signals.sql(signal, of));
            }
        });
        return button;
    }

    /** Adds what the card shows, from the top. */
    final void fill(Node... parts) {
        content.getChildren().setAll(parts);
    }

    /** Adds something to the right of the title, before the statement and the alert. */
    final void addTool(Node tool) {
        tools.getChildren().add(tools.getChildren().size() - 2, tool);
    }

    /** @param handler told when there are newer numbers */
    final void onAnswered(Runnable handler) {
        answered = handler;
    }

    final Wishes wishes() {
        return wishes;
    }

    abstract Query<T> ask(Signals signals, Scope of);

    /** Whether there is anything to be seen. */
    abstract boolean isEmpty(T numbers);

    abstract void show(T numbers);

    /** Asks at once, for another range, filter or database. */
    final void ask(Signals signals, Scope of, RunFilter by) {
        about(of, by);
        latest.askNow(ask(signals, of), this::answered, this::failed);
    }

    /** Asks once more, soon. */
    final void again(Signals signals, Supplier<Scope> of) {
        latest.again(
                () -> {
                    var now = of.get();
                    about(now, filter);
                    return ask(signals, now);
                },
                this::answered,
                this::failed);
    }

    private void about(Scope of, RunFilter by) {
        scope = of;
        filter = by;
        var passed = of.parts().stream()
                .filter(part -> !Signals.asksBy(signal).contains(part))
                .map(part -> part.word() + ":")
                .collect(Collectors.joining(" "));
        note.setText(
                passed.isEmpty()
                        ? Messages.text("watch." + signal.word() + ".note")
                        : Messages.text("watch.passed", passed));
        note.setTooltip(passed.isEmpty() ? null : new Tooltip(Messages.text("watch.passed.why", passed)));
        note.pseudoClassStateChanged(PseudoClass.getPseudoClass("passed"), !passed.isEmpty());
    }

    /** Forgets the numbers of another database. */
    final void clear() {
        stop();
        shown = null;
        content.setVisible(false);
        say("", false);
    }

    final void stop() {
        latest.cancel();
    }

    private void answered(T numbers) {
        shown = numbers;
        var empty = isEmpty(numbers);
        if (!empty) {
            show(numbers);
        }
        content.setVisible(!empty);
        say(empty ? Messages.text("watch." + signal.word() + ".none") : "", false);
        answered.run();
    }

    private void failed(RuntimeException failure) {
        content.setVisible(false);
        say(Messages.text("watch.failed", String.valueOf(failure.getMessage())), true);
    }

    private void say(String words, boolean failed) {
        state.setText(words);
        state.setVisible(!words.isEmpty());
        state.pseudoClassStateChanged(FAILED, failed);
    }

    final @Nullable T shown() {
        return shown;
    }

    /** The runs that started in a stretch, of those that the view is filtered for. */
    final RunFilter runsAt(Course course, int index) {
        return between(counted(), course, index, index);
    }

    /** The runs of the whole range. */
    final RunFilter runs(Course course) {
        return between(counted(), course, 0, course.size() - 1);
    }

    /** Of what is filtered for, that by which this is counted. */
    private RunFilter counted() {
        var passed = filter;
        for (var part : Scope.Part.values()) {
            if (!Signals.asksBy(signal).contains(part)) {
                passed = without(passed, part.word() + ":");
            }
        }
        return passed;
    }

    private static RunFilter without(RunFilter from, String key) {
        var parts = from.condition() instanceof Condition.All(var all) ? all : List.of(from.condition());
        return new RunFilter(new Condition.All(
                parts.stream().filter(part -> !part.print().startsWith(key)).toList()));
    }

    /** The tool that the view is filtered for; {@code null} for all. */
    final @Nullable String tool() {
        return scope == null ? null : scope.tool();
    }

    /** A range that ends now goes on in the list of runs. */
    private static RunFilter between(RunFilter filter, Course course, int first, int last) {
        var end = course.to(last);
        var isOpen = last == course.size() - 1 && end.plus(SOON).isAfter(Instant.now());
        var terms = TimeWords.terms(
                course.from(first), isOpen ? null : end.minus(1, ChronoUnit.MICROS), ZoneId.systemDefault());
        return RunFilter.parse((filter.print() + " " + String.join(" ", terms)).strip());
    }
}
