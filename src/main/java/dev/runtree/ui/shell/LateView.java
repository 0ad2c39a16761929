package dev.runtree.ui.shell;

import dev.runtree.store.Database;
import dev.runtree.store.Databases;
import dev.runtree.ui.Command;
import dev.runtree.ui.MainView;
import dev.runtree.ui.Standing;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.function.Supplier;
import javafx.scene.Parent;
import org.jspecify.annotations.Nullable;

/** A view that is made when it is shown for the first time; only what goes on without it is there from the start. */
final class LateView implements MainView {
    private final Standing standing;
    private final Supplier<MainView> maker;
    private volatile @Nullable MainView made;
    private volatile @Nullable Databases databases;

    /**
     * @param standing told of databases and changes before the view is
     * @param maker makes the view, once
     */
    LateView(Standing standing, Supplier<MainView> maker) {
        this.standing = standing;
        this.maker = maker;
    }

    @Override
    public Parent node() {
        var view = maker.get();
        var node = view.node();
        var open = databases;
        if (open != null) {
            view.use(open);
        }
        made = view;
        return node;
    }

    @Override
    public void use(Databases other) {
        databases = other;
        standing.use(other);
        var view = made;
        if (view != null) {
            view.use(other);
        }
    }

    @Override
    public void refresh() {
        standing.refresh();
        var view = made;
        if (view != null) {
            view.refresh();
        }
    }

    @Override
    public void leave(Database before) {
        var open = databases;
        if (open != null && open.traces().equals(before)) {
            databases = null;
        }
        standing.leave(before);
        var view = made;
        if (view != null) {
            view.leave(before);
        }
    }

    @Override
    public void setActive(boolean now) {
        var view = made;
        if (view != null) {
            view.setActive(now);
        }
    }

    @Override
    public List<? extends Parent> panes() {
        return shown().panes();
    }

    @Override
    public List<Command> commands() {
        return shown().commands();
    }

    @Override
    public boolean take(List<Path> files) {
        return shown().take(files);
    }

    @Override
    public void focus() {
        shown().focus();
    }

    private MainView shown() {
        return Objects.requireNonNull(made, "it was not shown yet");
    }
}
