package dev.runtree.ui.shell;

import dev.runtree.model.Figures;
import dev.runtree.model.Run;
import dev.runtree.pricing.Prices;
import dev.runtree.replay.many.ManyReplays;
import dev.runtree.store.Database;
import dev.runtree.store.Databases;
import dev.runtree.ui.Command;
import dev.runtree.ui.Messages;
import dev.runtree.ui.background.Background;
import dev.runtree.ui.replay.ManyRequest;
import dev.runtree.ui.replay.ManySheet;
import dev.runtree.ui.replay.ManyView;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;

/** Many replays among the views: who asks for them, and where their table leads. */
final class ManyDesk extends LateDesk<ManyView> implements ManyView.Listener {
    private final Background background;
    private final Prices prices;
    private final Desk views;
    private final RunPanes runs;
    private final Consumer<String> told;

    /** @param told a sentence for the status line */
    ManyDesk(Background background, Prices prices, Desk views, RunPanes runs, Consumer<String> told) {
        this.background = background;
        this.prices = prices;
        this.views = views;
        this.runs = runs;
        this.told = told;
    }

    @Override
    ManyView make() {
        return new ManyView(background, this);
    }

    @Override
    void use(ManyView view, Database other) {
        view.forget();
    }

    @Override
    public void use(Databases databases) {
        super.use(databases);
        if (views.shown() == Place.MANY) {
            views.show(Place.RUNS);
        }
    }

    /** The way back to the table, where there is one. */
    Stream<Command> wayBack() {
        var view = made();
        return view == null || !view.isFilled() || views.shown() == Place.MANY
                ? Stream.empty()
                : Stream.of(
                        new Command(Command.Group.GO, Messages.text("many.show"), "", () -> views.show(Place.MANY)));
    }

    /**
     * Asks how the selected runs are replayed. While some are, these are shown.
     *
     * @param isLive whether models are asked, unless the reader says otherwise
     */
    void askSelected(boolean isLive) {
        var selected = runs.selection();
        var shown = runs.showing();
        if (selected.isEmpty() && shown == null) {
            told.accept(Messages.text("replay.select"));
        } else {
            ask(selected.isEmpty() && shown != null ? List.of(shown) : selected, isLive);
        }
    }

    private void ask(List<Run> wanted, boolean isLive) {
        var open = database();
        var over = overlays();
        var view = made();
        if (view != null && view.isRunning()) {
            views.show(Place.MANY);
        } else if (wanted.size() > ManyReplays.MOST_RUNS) {
            told.accept(Messages.text("many.select", Figures.count(ManyReplays.MOST_RUNS)));
        } else if (open != null && over != null) {
            over.sheet(
                    hide -> new ManySheet(
                            background, open, wanted, isLive, System.getenv(), prices, new Asked(open, hide)),
                    ManySheet::focus);
        }
    }

    private final class Asked implements ManySheet.Listener {
        private final Database open;
        private final Runnable hide;

        Asked(Database open, Runnable hide) {
            this.open = open;
            this.hide = hide;
        }

        @Override
        public void begin(ManyRequest request) {
            hide.run();
            views.show(Place.MANY);
            shown().begin(open, request);
        }

        @Override
        public void cancelled() {
            hide.run();
        }
    }

    @Override
    public void back() {
        views.show(Place.RUNS);
    }

    @Override
    public void compare(Run replay) {
        views.replaying().compareWithOriginal(replay);
    }

    @Override
    public void again(List<Run> wanted) {
        ask(wanted, true);
    }

    @Override
    public void told(String sentence) {
        told.accept(sentence);
    }
}
