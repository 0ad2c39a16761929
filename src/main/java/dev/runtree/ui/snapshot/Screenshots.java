package dev.runtree.ui.snapshot;

import dev.runtree.store.StoreException;
import dev.runtree.ui.Fxml;
import dev.runtree.ui.Preferences;
import dev.runtree.ui.Theme;
import dev.runtree.ui.Zoom;
import dev.runtree.ui.background.Background;
import dev.runtree.ui.background.Quiet;
import dev.runtree.ui.background.Toolkit;
import dev.runtree.ui.receive.Reception;
import dev.runtree.ui.shell.Inlets;
import dev.runtree.ui.shell.MainController;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import javafx.scene.Node;
import javafx.scene.Parent;
import javafx.scene.Scene;
import javafx.scene.image.Image;

/** Renders the window into PNG files, on JavaFX's headless platform: no display is needed, none is used. */
public final class Screenshots {
    /** Painting can ask for more, such as the arguments of a tool that came into view. */
    private static final int ROUNDS = 6;

    /** What a painting asks for is on its way only after it. */
    private static final int SURE_ROUNDS = 2;

    private static final Duration PATIENCE = Duration.ofMinutes(2);

    private Screenshots() {}

    /**
     * Writes one picture, as soon as all that the view shows has been read.
     *
     * @throws StoreException when the database cannot be opened
     * @throws LatePicture when the view is not there in two minutes
     * @throws UncheckedIOException when the file cannot be written
     */
    public static void render(Shot shot) {
        render(shot, PATIENCE);
    }

    /** What is waited for may never come, where a part of the window fails: then that is said. */
    static void render(Shot shot, Duration patience) {
        var taken = new CompletableFuture<Void>();
        Thread.ofVirtual().name("screenshot").start(() -> {
            try {
                take(shot);
                taken.complete(null);
            } catch (Throwable e) {
                taken.completeExceptionally(e);
            }
        });
        try {
            taken.get(patience.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            throw new LatePicture(shot, patience);
        } catch (ExecutionException e) {
            throw e.getCause() instanceof RuntimeException failure ? failure : new IllegalStateException(e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted while a picture was taken", e);
        }
    }

    private static void take(Shot shot) {
        var toolkit = Toolkit.headless();
        var kept = new Preferences(shot.home());
        var studio = toolkit.call(() -> new Studio(shot, kept));
        try {
            studio.quiet().join();
            toolkit.call(() -> studio.arrange(shot));
            studio.quiet().join();
            Image image = toolkit.call(studio::picture);
            for (int i = 0; i < ROUNDS && (i < SURE_ROUNDS || toolkit.call(studio::isBusy)); i++) {
                studio.quiet().join();
                image = toolkit.call(studio::picture);
            }
            write(shot, image);
            studio.quiet().join(); // what the last painting asked for finds its database still open
        } finally {
            toolkit.call(studio::close).join();
        }
    }

    private static void write(Shot shot, Image image) {
        try (var out = Files.newOutputStream(shot.file())) {
            Png.write(image, out);
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot write " + shot.file() + ": " + e.getMessage(), e);
        }
    }

    /** The window of one picture, in a scene that is never shown, and so may be of any size. */
    private static final class Studio {
        private final Background background = new Background();
        private final MainController main;
        private final Scene scene;

        Studio(Shot shot, Preferences kept) {
            main = new MainController(background, kept, Inlets.NONE, Reception.still(background, kept));
            scene = new Scene(new Zoom(Fxml.load(main)), shot.width(), shot.height());
            Theme.install(scene);
            shot.theme().apply(scene);
            if (shot.primary() != null) {
                main.pair(shot.database(), shot.primary());
            }
            main.open(shot.database(), shot.show());
        }

        CompletableFuture<Void> quiet() {
            return Quiet.of(background);
        }

        boolean arrange(Shot shot) {
            var failure = main.openFailure();
            if (failure != null) {
                throw new StoreException(failure);
            }
            main.show(shot.view());
            return true;
        }

        /** What was drawn once and is kept, such as the inside of a pane that scrolls, is not drawn again without a stage. */
        Image picture() {
            uncached(scene.getRoot());
            return scene.snapshot(null);
        }

        private static void uncached(Node node) {
            node.setCache(false);
            if (node instanceof Parent parent) {
                parent.getChildrenUnmodifiable().forEach(Studio::uncached);
            }
        }

        boolean isBusy() {
            return background.pendingProperty().get() > 0;
        }

        CompletableFuture<Void> close() {
            return main.close();
        }
    }
}
