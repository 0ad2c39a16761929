package dev.runtree;

import dev.runtree.cli.Screens;
import dev.runtree.ui.Theme;
import dev.runtree.ui.shell.View;
import dev.runtree.ui.snapshot.Screenshots;
import dev.runtree.ui.snapshot.Shot;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The screens of the command line, made of JavaFX: loaded only when a command needs one. */
final class Desktop implements Screens {

    @Override
    public List<String> views() {
        return Stream.of(View.values()).map(View::word).toList();
    }

    @Override
    public boolean hasDisplay() {
        boolean always = !System.getProperty("os.name", "").startsWith("Linux");
        return always || System.getenv("DISPLAY") != null || System.getenv("WAYLAND_DISPLAY") != null;
    }

    @Override
    public void open(Window window) {
        App.launch(window);
    }

    @Override
    public void render(Picture picture) {
        Screenshots.render(new Shot(
                picture.home(),
                picture.database(),
                picture.primary(),
                View.ofWord(picture.view()).orElseThrow(() -> unknown(picture.view())),
                picture.dark() ? Theme.DARK : Theme.LIGHT,
                picture.width(),
                picture.height(),
                picture.show(),
                picture.file()));
    }

    private static IllegalArgumentException unknown(String view) {
        return new IllegalArgumentException("There is no view \"" + view + "\". There are: "
                + Stream.of(View.values()).map(View::word).collect(Collectors.joining(", ")) + ".");
    }
}
