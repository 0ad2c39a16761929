package dev.runtree.ui.replay;

import dev.runtree.model.Run;
import dev.runtree.model.RunStatus;
import dev.runtree.model.SpanId;
import dev.runtree.pricing.Prices;
import dev.runtree.replay.live.Bounds;
import dev.runtree.replay.live.MissingCall;
import dev.runtree.replay.live.Outcome;
import dev.runtree.replay.live.ReplayEvent;
import dev.runtree.store.Database;
import dev.runtree.store.RunQueries;
import dev.runtree.ui.Command;
import dev.runtree.ui.Messages;
import dev.runtree.ui.WorkView;
import dev.runtree.ui.background.Background;
import dev.runtree.ui.background.Job;
import dev.runtree.ui.background.Latest;
import dev.runtree.ui.background.Work;
import dev.runtree.ui.prose.Piece;
import dev.runtree.ui.prose.WordDiff;
import dev.runtree.ui.replay.Forkable.RecordedAnswer;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import javafx.scene.Parent;
import javafx.scene.control.ScrollPane;
import javafx.scene.control.SplitPane;
import javafx.scene.input.KeyEvent;
import javafx.scene.layout.Priority;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;
import javafx.util.Duration;
import org.jspecify.annotations.Nullable;

/** A run forked at one of its steps: what is changed at the left; how it goes on, and what comes of it, at the right. */
public final class ForkView extends VBox implements WorkView {
    private static final Duration BETWEEN_LETTERS = Duration.millis(250);
    private static final long ENDING_SECONDS = 10;

    private final Background background;
    private final Map<String, String> environment;
    private final Prices prices;
    private final Listener listener;
    private final ForkHead head = new ForkHead(this::back, this::start, this::stop, this::again);
    private final ForkSide side = new ForkSide(this::look);
    private final ScrollPane editing = new ScrollPane();
    private final ForkPage page;
    private final SplitPane panes;
    private final Latest outlook;
    private @Nullable Database database;
    private @Nullable Job reading;
    private @Nullable Asked asked;
    private @Nullable Forked forked;
    private volatile @Nullable ForkWork work;

    /** Where it leads. */
    public interface Listener {
        /** Goes back to the runs. */
        void back();

        /** Shows a run by its id. */
        void open(String runId);

        /** Shows a replay beside the run that it replays. */
        void compare(String replay, String original);

        /** Makes a case of a run. */
        void keep(String runId);
    }

    private record Asked(Run run, SpanId step, boolean isAlone) {}

    /** What is forked, and the fields in which it is changed. */
    private record Forked(Forkable from, StepEditor editor) {}

    /** @param environment where keys and addresses of models are taken from, as of {@link System#getenv()} */
    public ForkView(Background background, Map<String, String> environment, Prices prices, Listener listener) {
        this.background = background;
        this.environment = environment;
        this.prices = prices;
        this.listener = listener;
        outlook = new Latest(background, BETWEEN_LETTERS);
        getStyleClass().add("fork");
        editing.setFitToWidth(true);
        editing.getStyleClass().add("fork-scroll");
        editing.setMinWidth(380);
        side.setMinWidth(340);
        panes = new SplitPane(editing, side);
        panes.getStyleClass().add("panes");
        panes.setDividerPositions(0.58);
        page = new ForkPage(background, this::back, this::showInstead);
        var body = new StackPane(panes, page);
        VBox.setVgrow(body, Priority.ALWAYS);
        getChildren().addAll(head, body);
        addEventFilter(
                KeyEvent.KEY_PRESSED, new ForkKeys(this::isRunning, this::start, this::stop, this::back)::pressed);
        showPage(true);
        head.state(false, false);
    }

    /** Reads from another database; what was changed is forgotten. */
    public void use(Database other) {
        database = other;
        forget();
    }

    @Override
    public void leave(Database before) {
        var going = work;
        if (going != null && going.database().equals(before)) {
            going.stop(Messages.text("fork.stopped.database"));
            going.over()
                    .completeOnTimeout(null, ENDING_SECONDS, TimeUnit.SECONDS)
                    .join();
        }
    }

    /**
     * Shows what can be changed at a step. What was changed at the same step before is still there, and a fork that goes on is not
     * left for another one.
     *
     * @param isAlone whether the model call there is tried by itself, beside its recorded answer
     */
    public void show(Run run, SpanId step, boolean isAlone) {
        var wanted = new Asked(run, step, isAlone);
        if (isRunning() || (wanted.equals(asked) && forked != null)) {
            return;
        }
        forget();
        asked = wanted;
        read(wanted);
    }

    private void forget() {
        if (reading != null) {
            reading.cancel();
        }
        outlook.cancel();
        asked = null;
        forked = null;
        editing.setContent(null);
        side.forget();
        head.show("", "", false);
        head.state(false, false);
        showPage(true);
    }

    private void read(Asked wanted) {
        var open = database;
        if (open == null) {
            return;
        }
        head.show(wanted.run().name(), "", wanted.isAlone());
        page.begin();
        reading = background.run(
                new Forkable.Reading(
                        new RecordReader(new RunQueries(open), wanted.run().id(), page::at),
                        wanted.step(),
                        wanted.isAlone()),
                this::known,
                page::fail);
    }

    private void known(Forkable from) {
        page.clear();
        head.show(
                from.read().trace().run().name(),
                Messages.text(
                        from.answer() == null ? "fork.step" : "fork.alone.step",
                        from.leaving().told()),
                from.answer() != null);
        side.alone(from.answer());
        side.lacks(from.read().record().lacks());
        side.choices().defaults(from.model(), Bounds.LEAST);
        showPage(false);
        edit(from);
    }

    private void edit(Forkable from) {
        var editor = StepEditor.of(from.recorded(), this::look);
        forked = new Forked(from, editor);
        editing.setContent(editor);
        editing.setVvalue(0);
        look();
        editor.focus();
    }

    private void showPage(boolean now) {
        page.setVisible(now);
        panes.setVisible(!now);
    }

    /** Takes all changes back. */
    private void again() {
        var now = forked;
        if (now != null && !isRunning()) {
            edit(now.from());
        }
    }

    /** Works out what is to be known of the fork as it is asked for now. */
    private void look() {
        var now = forked;
        if (now == null || isRunning()) {
            return;
        }
        head.state(false, false);
        try {
            var request = request(now);
            Work<ForkOutlook> looking = () -> ForkOutlook.of(request);
            outlook.ask(() -> looking, this::canBegin, this::cannotBegin);
        } catch (Refused e) {
            outlook.cancel();
            cannotBegin(e);
        }
    }

    private ForkRequest request(Forked now) {
        return new ForkRequest(
                now.from().read(),
                now.from().leaving(),
                now.from().answer() != null,
                now.editor().edited(),
                side.choices().choices(),
                environment,
                prices);
    }

    private void canBegin(ForkOutlook known) {
        var now = forked;
        side.outlook(known);
        if (now != null) {
            side.choices().defaults(now.from().model(), known.usual());
        }
        head.state(true, isRunning());
    }

    private void cannotBegin(RuntimeException why) {
        side.problem(ForkOutlook.line(why));
        side.instead(ForkOutlook.instead(why)
                .<Runnable>map(run -> () -> showInstead(run))
                .orElse(null));
        head.state(false, isRunning());
    }

    /** Forks a run beneath the one that was asked for by itself, at the same step where that belongs to it. */
    private void showInstead(SpanId run) {
        var at = asked;
        var open = database;
        if (at != null && open != null) {
            var step = at.step().equals(at.run().id()) ? run : at.step();
            background.run(
                    new RunQueries(open).run(run),
                    found -> found.ifPresent(trace -> show(trace.run(), step, at.isAlone())),
                    page::fail);
        }
    }

    private void start() {
        var now = forked;
        var open = database;
        if (now == null || open == null || isRunning()) {
            return;
        }
        ForkRequest request;
        try {
            request = request(now);
        } catch (Refused e) {
            cannotBegin(e);
            return;
        }
        outlook.cancel();
        side.begin();
        editing.setDisable(true);
        var begun = new ForkWork(background, open, request, new Told());
        work = begun;
        head.state(true, true);
        begun.start();
    }

    private void stop() {
        var going = work;
        if (going != null) {
            going.stop(Messages.text("fork.stopped.reader"));
        }
    }

    private boolean isRunning() {
        return work != null;
    }

    private void back() {
        if (reading != null && forked == null) {
            reading.cancel();
            asked = null;
        }
        listener.back();
    }

    private void over() {
        work = null;
        editing.setDisable(false);
        side.over();
        head.state(true, false);
    }

    /** Says what is another one in an answer than in the recorded one. */
    private void compare(@Nullable RecordedAnswer recorded, Outcome outcome) {
        if (recorded != null && outcome.status() == RunStatus.OK) {
            var before = recorded.words();
            var now = outcome.answer();
            background.call(
                    () -> before.equals(now) ? List.<Piece>of() : WordDiff.of(before, now),
                    pieces -> side.stream().differences(now, pieces),
                    why -> {});
        }
    }

    private final class Told implements ForkWork.Listener {
        @Override
        public void happened(List<ReplayEvent> events) {
            side.stream().show(events);
        }

        @Override
        public void missing(MissingCall call, Consumer<MissingCall.Decision> decided) {
            side.stream().ask(call, decided);
        }

        @Override
        public void permission(String tool, String arguments, Consumer<Boolean> allowed) {
            side.stream().ask(tool, arguments, allowed);
        }

        @Override
        public void ended(Outcome outcome) {
            over();
            var now = forked;
            if (now != null) {
                compare(now.from().answer(), outcome);
                var id = outcome.run().runId();
                side.end(
                        outcome,
                        () -> listener.open(id),
                        () -> listener.compare(
                                id, now.from().read().trace().run().runId()),
                        () -> listener.keep(id));
            }
        }

        @Override
        public void failed(RuntimeException why) {
            over();
            side.stream().end(ForkOutlook.line(why), false);
        }
    }

    @Override
    public List<? extends Parent> panes() {
        return List.of(editing, side);
    }

    @Override
    public List<Command> commands() {
        return List.of(
                new Command(
                        Command.Group.STEP,
                        Messages.text("fork.start.tip"),
                        ForkHead.START.getDisplayText(),
                        this::start),
                new Command(Command.Group.STEP, Messages.text("fork.stop"), "Esc", this::stop),
                new Command(Command.Group.STEP, Messages.text("fork.again"), "", this::again));
    }

    @Override
    public void focus() {
        var now = forked;
        if (now != null && !isRunning()) {
            now.editor().focus();
        } else {
            requestFocus();
        }
    }
}
