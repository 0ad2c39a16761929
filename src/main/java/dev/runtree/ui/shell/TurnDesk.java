package dev.runtree.ui.shell;

import dev.runtree.model.Run;
import dev.runtree.pricing.Prices;
import dev.runtree.store.Database;
import dev.runtree.store.Databases;
import dev.runtree.ui.background.Background;
import dev.runtree.ui.replay.TurnSheet;
import dev.runtree.ui.replay.TurnView;
import java.util.function.Consumer;

/** Replayed conversations among the views: who asks for one, and where its turns lead. */
final class TurnDesk extends LateDesk<TurnView> implements TurnView.Listener {
    private final Background background;
    private final Prices prices;
    private final Desk views;
    private final Consumer<String> told;

    /** @param told a sentence for the status line */
    TurnDesk(Background background, Prices prices, Desk views, Consumer<String> told) {
        this.background = background;
        this.prices = prices;
        this.views = views;
        this.told = told;
    }

    @Override
    TurnView make() {
        return new TurnView(background, this);
    }

    @Override
    void use(TurnView view, Database other) {
        view.forget();
    }

    @Override
    public void use(Databases databases) {
        super.use(databases);
        if (views.shown() == Place.TURNS) {
            views.show(Place.SESSIONS);
        }
    }

    /** Asks how a session is replayed turn by turn. While one is, that is shown. */
    void ask(String session) {
        var open = database();
        var over = overlays();
        var view = made();
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
