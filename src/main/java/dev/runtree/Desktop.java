package dev.runtree;

import dev.runtree.cli.Screens;

/** The screens of the command line, made of JavaFX: loaded only when a command needs one. */
final class Desktop implements Screens {

    @Override
    public boolean hasDisplay() {
        return System.getenv("DISPLAY") != null || System.getenv("WAYLAND_DISPLAY") != null;
    }

    @Override
    public void open(Window window) {
        throw new UnsupportedOperationException(window.toString());
    }

    @Override
    public void render(Picture picture) {
        throw new UnsupportedOperationException(picture.toString());
    }
}
