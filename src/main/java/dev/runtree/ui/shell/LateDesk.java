package dev.runtree.ui.shell;

import dev.runtree.store.Database;
import dev.runtree.store.Databases;
import dev.runtree.ui.Command;
import dev.runtree.ui.MainView;
import dev.runtree.ui.WorkView;
import java.util.List;
import java.util.Objects;
import javafx.scene.Parent;
import org.jspecify.annotations.Nullable;

/**
 * What leads to a view and where it leads, with the sheets that are laid over the window before; the view itself is made when
 * it is shown for the first time.
 */
abstract class LateDesk<V extends Parent & WorkView> implements MainView {
    private @Nullable Overlays overlays;
    private @Nullable Database database;
    private volatile @Nullable V made;

    /** The view, once. */
    abstract V make();

    /** @param view it is there already, and another database is to be read from */
    abstract void use(V view, Database other);

    /** @param over where a sheet is laid over the window */
    final void fill(Overlays over) {
        overlays = over;
    }

    /** {@code null} before {@link #fill}. */
    final @Nullable Overlays overlays() {
        return overlays;
    }

    /** That of the traces; {@code null} while none is open. */
    final @Nullable Database database() {
        return database;
    }

    /** {@code null} while it was not shown yet. */
    final @Nullable V made() {
        return made;
    }

    final V shown() {
        return Objects.requireNonNull(made, "it was not shown yet");
    }

    @Override
    public final Parent node() {
        var view = make();
        made = view;
        return view;
    }

    @Override
    public void use(Databases databases) {
        database = databases.traces();
        var view = made;
        if (view != null) {
            use(view, databases.traces());
        }
    }

    @Override
    public final void refresh() {
        // What was worked out does not change with the database.
    }

    @Override
    public final void leave(Database before) {
        var view = made;
        if (view != null) {
            view.leave(before);
        }
    }

    @Override
    public void setActive(boolean now) {
        // What goes on does so behind another view too.
    }

    @Override
    public final List<? extends Parent> panes() {
        return shown().panes();
    }

    @Override
    public final List<Command> commands() {
        return shown().commands();
    }

    @Override
    public final void focus() {
        shown().focus();
    }
}
