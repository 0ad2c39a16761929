package dev.runtree.ui.shell;

import dev.runtree.model.Run;
import dev.runtree.pricing.Prices;
import dev.runtree.store.Database;
import dev.runtree.store.Databases;
import dev.runtree.ui.Command;
import dev.runtree.ui.MainView;
import dev.runtree.ui.background.Background;
import dev.runtree.ui.replay.TurnSheet;
import dev.runtree.ui.replay.TurnView;
import java.util.List;
import java.util.Objects;
import java.util.function.Consumer;
import javafx.scene.Parent;
import org.jspecify.annotations.Nullable;

/** Replayed conversations among the views: who asks for one, and where its turns lead. */
final class TurnDesk implements MainView, TurnView.Listener {
    private final Background background;
    private final Prices prices;
    private final Desk views;
    private final Consumer<String> told;
    private @Nullable Overlays overlays;
    private @Nullable Database database;
    private volatile @Nullable TurnView made;

    /** @param told a sentence for the status line */
    TurnDesk(Background background, Prices prices, Desk views, Consumer<String> told) {
        this.background = background;
        this.prices = prices;
        this.views = views;
        this.told = told;
    }

    /** @param over where a sheet is laid over the window */
    void fill(Overlays over) {
        overlays = over;
    }

    @Override
    public Parent node() {
        var view = new TurnView(background, this);
        made = view;
        return view;
    }

    @Override
    public void use(Databases databases) {
        database = databases.traces();
        var view = made;
        if (view != null) {
            view.forget();
        }
        if (views.shown() == Place.TURNS) {
            views.show(Place.SESSIONS);
        }
    }

    @Override
    public void refresh() {
        // What was made does not change.
    }

    @Override
    public void leave(Database before) {
        var view = made;
        if (view != null) {
            view.leave(before);
        }
    }

    @Override
    public void setActive(boolean now) {
        // Turns that are replayed are so behind another view too.
    }

    @Override
    public List<? extends Parent> panes() {
        return List.of(shown());
    }

    @Override
    public List<Command> commands() {
        return shown().commands();
    }

    @Override
    public void focus() {
        shown().focus();
    }

    private TurnView shown() {
        return Objects.requireNonNull(made, "it was not shown yet");
    }

    /** Asks how a session is replayed turn by turn. While one is, that is shown. */
    void ask(String session) {
        var open = database;
        var over = overlays;
        var view = made;
        if (view != null && view.isRunning()) {
            views.show(Place.TURNS);
        } else if (open != null && over != null) {
            over.sheet(
                    hide -> new TurnSheet(background, open, session, System.getenv(), prices, wanted -> {
                        hide.run();
                        wanted.ifPresent(request -> {
                            views.show(Place.TURNS);
                            shown().begin(open, request);
                        });
                    }),
                    TurnSheet::focus);
        }
    }

    @Override
    public void back() {
        views.show(Place.SESSIONS);
    }

    @Override
    public void compare(Run replay) {
        views.replaying().compareWithOriginal(replay);
    }

    @Override
    public void again(String session) {
        ask(session);
    }

    @Override
    public void told(String sentence) {
        told.accept(sentence);
    }
}
